"""What stands below the page where an article is signed; rooms above register in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from .models import ArticlePage
from .queries import Proof

Panel = Callable[[HttpRequest, ArticlePage, Proof], str]
_panels: list[Panel] = []


def register_panel(draw: Panel) -> None:
    """Draw something of a room's own below the signature."""
    _panels.append(draw)


def panels(request: HttpRequest, page: ArticlePage, proof: Proof) -> list[str]:
    """Return what the rooms above draw for this person."""
    return [draw(request, page, proof) for draw in _panels]
