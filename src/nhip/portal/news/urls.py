"""Addresses of this room; the editor's stand in `wagtail_hooks`."""

from django.urls import path

from nhip.portal.shelves.choices import ShelfKind

from . import views

app_name = "news"
urlpatterns = [
    path("tin/tim/", views.search, name="search"),
    path("rss/", views.feed, {"kind": "rss"}, name="rss"),
    path("rss/<slug:slug>/", views.feed, {"kind": "rss"}, name="rss_of"),
    path("atom/", views.feed, {"kind": "atom"}, name="atom"),
    path("atom/<slug:slug>/", views.feed, {"kind": "atom"}, name="atom_of"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    *[
        path(f"{kind}/<slug:slug>/", views.shelf, {"kind": kind}, name=kind.name.lower())
        for kind in ShelfKind
    ],
    path("tin/luu-tru/", views.archive, name="archive"),
    path("tin/luu-tru/<int:year>-<int:month>/", views.month, name="month"),
    path("tai-lieu/<int:file_id>/<str:filename>", views.file, name="file"),  # before Wagtail's
    path("tin/ban/<int:page_id>/<int:number>/", views.earlier, name="earlier"),
    path("lam-viec/bai-viet/<int:page_id>/cong-bo/", views.sign, name="sign"),
    path("lam-viec/toa-soan/thung-rac/", views.lying, name="bin"),
    path("lam-viec/bai-viet/<int:page_id>/sao/", views.copy, name="copy"),
    path("lam-viec/bai-viet/<int:page_id>/bo/", views.throw_away, name="throw_away"),
    path("lam-viec/bai-viet/<int:page_id>/khoi-phuc/", views.restore, name="restore"),
    path("lam-viec/bai-viet/<int:page_id>/dung/", views.stop, name="stop"),
    path("lam-viec/bai-viet/<int:page_id>/rut/", views.withdraw, name="withdraw"),
    path("lam-viec/bai-viet/<int:page_id>/ban/", views.versions, name="versions"),
    path("lam-viec/bai-viet/<int:page_id>/ban/<int:number>/", views.version, name="version"),
]
