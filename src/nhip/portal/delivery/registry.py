"""Pages of the public that no node of the tree stands for; rooms above register them in `apps.ready()`."""

from collections.abc import Callable, Iterable

from django.http import HttpResponse
from wagtail.views import serve

View = Callable[..., HttpResponse]
_views: dict[View, Callable[[], Iterable[str]]] = {}


def register_baked(view: View, paths: Callable[[], Iterable[str]]) -> None:
    """Keep what this view answers for everybody, where it notes its one address and what it shows.

    `paths` tells which addresses it answers at, for the site as files.
    """
    _views[view] = paths


def is_baked(view: View) -> bool:
    """Return whether what a view answers may be kept for everybody."""
    return view is serve or view in _views


def paths_beside_the_tree() -> list[str]:
    """Return the addresses of all registered pages."""
    return [path for paths in _views.values() for path in paths()]
