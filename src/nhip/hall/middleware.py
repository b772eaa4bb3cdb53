"""Whoever was of a unit that has closed is told so wherever the working rooms no longer let them in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .queries import closed_home

ROOMS = "/lam-viec/"


class ClosedUnits:
    """Answers a refusal or a missing page there with what became of the unit."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answer(request)
        is_refusal = answer.status_code in (403, 404) and request.path.startswith(ROOMS)
        if not is_refusal or not request.user.is_authenticated:
            return answer
        if not (closed := closed_home(request.user, timezone.now())):
            return answer
        status = answer.status_code
        return render(request, "hall/closed_unit.html", {"closed": closed}, status=status)
