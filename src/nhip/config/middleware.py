"""Headers and language: what holds for every answer, whatever room gives it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " media-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self';"
    " manifest-src 'self'"
)
# Wagtail's editor writes inline scripts and styles (wagtail#1288): its area alone gets a looser line.
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; form-action 'self'; base-uri 'self';"
    " frame-ancestors 'self'"
)
EDITOR_PATH = "/bien-tap/"


class ContentSecurityPolicy:
    """One of two constant policies, by area."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        policy = EDITOR if request.path.startswith(EDITOR_PATH) else PUBLIC
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class ChosenLanguage:
    """The installation's language unless the person chose another: browsers' guesses are not asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.answer(request)
        response.headers.setdefault("Content-Language", code)
        return response
