"""Each kept database is brought up once a worker."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from .kept import BroughtUp, bring_up


@pytest.fixture(scope="session")
def brought_up(django_db_setup, tmp_path_factory) -> Callable[[Path], BroughtUp]:
    """`brought_up(kept)`: that installation, migrated to today's code; nothing may be changed in it."""
    return cache(lambda kept: bring_up(kept, tmp_path_factory.mktemp("kept")))
