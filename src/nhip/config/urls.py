"""Every address of the product, area by area."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from nhip.organisation.accounts.views import reset_password
from nhip.portal.site.views import editors_account, editors_door, favicon, robots

urlpatterns = [
    path("robots.txt", robots),
    path("favicon.ico", favicon),
    path("tai-khoan/password/reset/", reset_password, name="account_reset_password"),
    path("tai-khoan/", include("allauth.urls")),
    path("bat-dau/", include("nhip.hall.beginning.urls")),
    path("lam-viec/bao-cao/bieu-mau/", include("nhip.work.forms.urls")),
    path("lam-viec/bao-cao/", include("nhip.work.duties.urls")),
    path("lam-viec/bao-cao/", include("nhip.work.reports.urls")),
    path("lam-viec/tong-hop/", include("nhip.work.indicators.urls")),
    path("lam-viec/tap-huan/", include("nhip.work.training.urls")),
    path("lam-viec/ke-hoach/", include("nhip.work.plans.urls")),
    path("lam-viec/khen-thuong/", include("nhip.work.commendations.urls")),
    path("lam-viec/hoi-nghi/", include("nhip.work.reviews.urls")),
    path("lam-viec/nhat-ky/", include("nhip.organisation.journal.urls")),
    path("lam-viec/thu/", include("nhip.office.notices.urls")),
    path("lam-viec/lich/", include("nhip.organisation.periods.urls")),
    path("lam-viec/van-ban/", include("nhip.office.documents.urls")),
    path("lam-viec/so-lieu/", include("nhip.office.figures.urls")),
    path("lam-viec/", include("nhip.organisation.people.urls")),
    path("lam-viec/don-vi/", include("nhip.organisation.units.urls")),
    path("lam-viec/", include("nhip.hall.urls")),
    path("y-kien/", include("nhip.portal.responses.urls")),
    path("hien-thi/", include("nhip.portal.site.urls")),
    path("", include("nhip.portal.news.urls")),
    path("lam-viec/", include("nhip.portal.newsroom.urls")),
    path("lam-viec/", include("nhip.portal.shelves.urls")),
    path("-/", include("nhip.portal.delivery.urls")),
    path("bien-tap/login/", editors_door),  # before Wagtail's own
    path("bien-tap/account/", editors_account, name="wagtailadmin_account"),  # likewise
    path("bien-tap/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # for work on the code only
    path("", include(wagtail_urls)),
]
