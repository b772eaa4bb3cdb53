"""Nobody works with a password that somebody else knows."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

AT_WORK = ("/lam-viec/", "/bien-tap/", "/bat-dau/", "/tai-lieu/", "/y-kien/")


class OwnPassword:
    """Send whoever still has a given password to choose their own, then on to the page they wanted.

    Only where people work or speak: there the account is read anyway, so nobody pays a query for it.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.path.startswith(AT_WORK)
            and request.user.is_authenticated
            and request.user.has_given_password
        ):
            return redirect(own_password_first(request, request.get_full_path()))
        return self.answer(request)


def own_password_first(request: HttpRequest, wanted: str) -> str:
    """Return where somebody chooses a password of their own, to go on from there to what they wanted."""
    words = _("Choose a password of your own: somebody else knows the one you were given.")
    messages.info(request, words)
    return f"{reverse('account_change_password')}?{urlencode({'next': wanted})}"
