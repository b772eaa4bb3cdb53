"""Settings every installation shares. The environment is read here, and for keys in `keys.py`."""

import os
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.utils.translation import gettext_lazy as _

from nhip.kit.mail.rules import parse_server

from ..keys import kept

ROOT = next(up for up in Path(__file__).resolve().parents if (up / "pyproject.toml").exists())
DATA = Path(os.environ.get("NHIP_DATA", ROOT / "var" / "data")).resolve()

DEBUG = False
SECRET_KEY = kept(DATA, "cookies")
JOURNAL_KEY = kept(DATA, "journal")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("CSRF_TRUSTED_ORIGINS", "").split()
IS_DEMO = os.environ.get("NHIP_DEMO") == "1"
# Set by `nhip serve` while an installation is being set up.
IS_BEGINNING = os.environ.get("NHIP_BEGINNING") == "1"
IS_HTTPS = os.environ.get("NHIP_HTTPS") == "1"
# How many proxies stand before the server; none is believed unless counted here.
TRUSTED_PROXIES = int(os.environ.get("NHIP_TRUSTED_PROXIES", "0"))
LOG_LEVEL = os.environ.get("NHIP_LOG_LEVEL", "WARNING" if IS_DEMO else "INFO")

ROOMS = [
    "nhip.hall",
    "nhip.work.reviews",
    "nhip.work.commendations",
    "nhip.work.training",
    "nhip.work.plans",
    "nhip.work.reports",
    "nhip.work.duties",
    "nhip.work.forms",
    "nhip.work.indicators",
    "nhip.portal.newsroom",
    "nhip.portal.news",
    "nhip.portal.responses",
    "nhip.portal.panels",
    "nhip.portal.shelves",
    "nhip.portal.files",
    "nhip.portal.pictures",
    "nhip.portal.delivery",
    "nhip.portal.site",
    "nhip.office.documents",
    "nhip.office.records",
    "nhip.office.figures",
    "nhip.office.notices",
    "nhip.organisation.people",
    "nhip.organisation.units",
    "nhip.organisation.periods",
    "nhip.organisation.journal",
    "nhip.organisation.accounts",
    "nhip.kit.guard",
    "nhip.kit.clean",
    "nhip.kit.sheets",
    "nhip.kit.design",
    "nhip.kit.tasks",
    "nhip.kit.text",
]
INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "nhip.config.apps.DjangoForms",
]
MIDDLEWARE = [
    "nhip.config.health.Health",
    "django.middleware.gzip.GZipMiddleware",
    "nhip.portal.delivery.middleware.Bake",
    "django.middleware.security.SecurityMiddleware",
    "nhip.config.middleware.ContentSecurityPolicy",
    "nhip.config.middleware.ChosenLanguage",
    "nhip.kit.text.middleware.NormalisedInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nhip.organisation.accounts.middleware.OwnPassword",
    "nhip.hall.beginning.middleware.BeginningMiddleware",
    "nhip.hall.middleware.ClosedUnits",
    "nhip.portal.delivery.middleware.Signs",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "nhip.portal.site.middleware.EditorsSide",  # last: it calls the views of the editor's side
]
ROOT_URLCONF = "nhip.config.urls"
WSGI_APPLICATION = "nhip.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["nhip.kit.design.loaders.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wagtail.contrib.settings.context_processors.settings",
                "nhip.kit.design.context.display",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{quote(str(DATA / 'nhip.sqlite3'))}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: a staff record that was answered with "saved" survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
        ),
    }
# Shared by all processes of a node: what one forgets or counts, the others must know.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
        if (url := os.environ.get("CACHE_URL"))
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA / "cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    )
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "nhip.organisation.people.backends.AppointmentBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/lam-viec/"
ACCOUNT_ADAPTER = "nhip.organisation.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "nhip.organisation.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Nhịp: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody has this server write to strangers
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Our front is one more: who tried to sign in is counted by client address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 + TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an office without mail: no address can be proved there

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["nhip.config.formats"]
LOCALE_PATHS = [
    Path(__file__).resolve().parents[1] / "locale"
]  # words of the libraries; rooms keep their own

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
INCOMING_ROOT = DATA / "incoming"  # pictures nobody has bared yet, never in MEDIA_ROOT
PAPERS_ROOT = DATA / "papers"
ATTACHMENTS_ROOT = DATA / "attachments"  # behind a permission each, never in MEDIA_ROOT
# Goes before the server an administrator named (kit/mail/keeping); without any nothing is kept or sent.
MAIL_SERVER = (
    None
    if IS_DEMO
    else parse_server(os.environ.get("NHIP_EMAIL_URL", ""), os.environ.get("NHIP_EMAIL_FROM", ""))
)
EMAIL_BACKEND = "nhip.office.notices.backends.Outbox"
DEFAULT_FROM_EMAIL = "nhip@localhost"

WAGTAIL_PAGE_MODEL = "site.BasePage"
WAGTAIL_SITE_NAME = "Nhịp"
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # what the editor's script proposes; the model turns all others
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
SERVED_AT = os.environ.get("NHIP_BASE_URL")
WAGTAILADMIN_BASE_URL = SERVED_AT or "http://127.0.0.1:8000"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "nhip.portal.site.finding"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_MODEL = "files.StoredFile"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "nhip.portal.files.forms.StoredFileForm"
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "nhip.portal.pictures.forms.GuardedImageForm"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # /tai-khoan/ does, for editors too
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False  # publishing is the publishing editor's one action
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600  # the data folder is its owner's alone: Django would say 644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "nhip.kit.guard.handlers.GuardedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
