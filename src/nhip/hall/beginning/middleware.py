"""While an installation is being set up, strangers meet a calm page and the administrator the wizard."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .queries import is_open

OPEN = ("/bat-dau/", "/tai-khoan/", "/hien-thi/", "/-/", "/static/", "/media/")
SHUT = "/tai-khoan/signup/"  # nobody signs up before there is anything to sign up to
HOME = ("/", "/lam-viec/")
AN_HOUR = "3600"


class BeginningMiddleware:
    """Stands in the way until setting up is finished; where it was finished before, it is not there.

    `nhip serve` says by the environment whether there is anything to set up, so that an installation
    at work pays no query for the question.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.IS_BEGINNING:
            raise MiddlewareNotUsed
        self.answer = answer
        self.is_open = True

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.is_open = self.is_open and is_open()
        is_way_in = request.path.startswith(OPEN) and not request.path.startswith(SHUT)
        if not self.is_open or is_way_in:
            return self.answer(request)
        if request.user.has_perm("hall.begin"):  # fetches templates, looks round; comes back here
            return redirect("beginning:go_on") if request.path in HOME else self.answer(request)
        answer = render(request, "hall/beginning/not_yet.html", status=503)
        answer.headers["Retry-After"] = AN_HOUR
        answer.headers["Cache-Control"] = "no-store"
        return answer
