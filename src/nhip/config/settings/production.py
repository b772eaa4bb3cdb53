"""For an installation people use; the demo runs on these too."""

from ..logs import logging_to_stderr
from .base import *

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
MIDDLEWARE = ["nhip.config.logs.RequestId", *MIDDLEWARE]
LOGGING = logging_to_stderr(LOG_LEVEL, as_json=not IS_DEMO)

# HTTPS is the proxy's; this makes cookies and redirects follow it.
if IS_HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the front says it truly
