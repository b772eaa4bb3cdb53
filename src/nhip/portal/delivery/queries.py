"""The store of this node, as Django's processes reach it."""

import os
from functools import lru_cache

from django.conf import settings

from .store import Store


def store() -> Store:
    """Return this process's own door to the baked pages."""
    return _opened(os.getpid())


@lru_cache(1)
def _opened(process: int) -> Store:
    return Store(settings.DATA)
