"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from nhip.kit.design.rules import CONTRAST_COOKIE, CONTRASTS, SIZE_COOKIE, SIZES


def display(request: HttpRequest) -> dict[str, object]:
    """Return what the base templates ask: is this the demonstration, and how does the reader want it shown.

    The cookies are set for readers without JavaScript; with it, the choice stays in the browser.
    """
    size = request.COOKIES.get(SIZE_COOKIE)
    contrast = request.COOKIES.get(CONTRAST_COOKIE)
    return {
        "is_demo": settings.IS_DEMO,
        "display": {
            "size": size if size in SIZES else None,
            "contrast": contrast if contrast in CONTRASTS else None,
        },
    }
