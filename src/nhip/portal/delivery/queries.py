"""The store of this node, as Django's processes reach it, and the pages that may lie in it."""

import os
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings

from nhip.portal.site.models import BasePage

from .registry import paths_beside_the_tree
from .store import Store


def store() -> Store:
    """Return this process's own door to the baked pages."""
    return _opened(os.getpid())


@lru_cache(1)
def _opened(process: int) -> Store:
    return Store(settings.DATA)


def public_paths() -> list[str]:
    """Return the paths of all pages the public sees, those nearest to home first."""
    pages = BasePage.objects.live().order_by("depth", "path")
    return [*(path_of(page) for page in pages if page.url), *paths_beside_the_tree()]


def path_of(page: BasePage) -> str:
    """Return where a page stands on its host."""
    return unquote(urlsplit(page.url or "").path)


def hosts() -> list[str]:
    """Return the hosts this installation answers to by name."""
    return [host for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))]
