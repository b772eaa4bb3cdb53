"""How a page is displayed, for readers without JavaScript; and what search engines may read."""

from importlib import resources

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NameEmailSettingsPanel

from nhip.kit.design.rules import CONTRAST_COOKIE, CONTRASTS, SIZE_COOKIE, SIZES

from .queries import absolute, frame

YEAR = 365 * 24 * 60 * 60
CHOICES = {SIZE_COOKIE: SIZES, CONTRAST_COOKIE: CONTRASTS}


@require_GET
def display(request: HttpRequest) -> HttpResponse:
    """Remember the size or contrast asked for and go back; what is not on offer changes nothing."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)  # not redirect(): that takes a word for a view's name
    for name, offered in CHOICES.items():
        if (chosen := request.GET.get(name)) in offered:
            response.set_cookie(name, chosen, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines away from a demonstration, and everywhere from what is not for readers."""
    is_sample = settings.IS_DEMO or frame(request).is_sample
    closed = ["/"] if is_sample else ["/bien-tap/", "/lam-viec/", "/tai-khoan/", "/-/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += [] if is_sample else [f"Sitemap: {absolute(request, '/sitemap.xml')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_GET
@cache_control(public=True, max_age=24 * 60 * 60)
def favicon(request: HttpRequest) -> HttpResponse:
    """Answer with our sign to browsers that ask for it without having read a page."""
    sign = resources.files("nhip.kit.design") / "static/design/sign.png"
    return HttpResponse(sign.read_bytes(), content_type="image/png")


def editors_door(request: HttpRequest) -> HttpResponse:
    """Send strangers to the one sign-in: Wagtail's own counts no attempts and asks for no second factor.

    It sends everybody here who may not enter, the signed in too.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect("wagtailadmin_home")


class EditorsAccount(AccountView):
    """How somebody wants the editor to look. Names are kept with the account, by an act of its own."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, NameEmailSettingsPanel)]


editors_account = require_admin_access(EditorsAccount.as_view())
