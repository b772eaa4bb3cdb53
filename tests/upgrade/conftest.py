"""Each kept database is brought up once a worker, and all of them on one."""

from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path

import pytest

from .kept import BroughtUp, bring_up


@pytest.hookimpl(wrapper=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("upgrade"))
    yield


@pytest.fixture(scope="session")
def brought_up(django_db_setup, tmp_path_factory) -> Callable[[Path], BroughtUp]:
    """`brought_up(kept)`: that installation, migrated to today's code; nothing may be changed in it."""
    return cache(lambda kept: bring_up(kept, tmp_path_factory.mktemp("kept")))
