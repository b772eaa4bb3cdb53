"""What every test may use: an empty migrated database, a clean cache, a browser, a product."""

import gc
import shutil
from collections.abc import Generator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from nhip.hall.command.catalogues import compile_stale
from nhip.organisation.units import queries
from tests import database, worlds

compile_stale()
pytest_plugins = ["tests.browser", "tests.cast", "tests.groups", "tests.product", "tests.queries"]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[None]:
    """Give this process copies of its own of the one migrated database, and of the worlds in it."""
    from django.db import connection

    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    is_file = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        database.use(str(tmp_path_factory.mktemp("database")) if is_file else f"nhip_test_{worker}")
    # A test that commits leaves a database nobody can tell from new: quicker than emptying
    # some 120 tables, and the rows that migrations made come back.
    TransactionTestCase._fixture_teardown = lambda self: database.renew()  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def _in_its_world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Reach the database of the test's world."""
    with django_db_blocker.unblock():
        worlds.enter(worlds.world_of(request.node))


@pytest.fixture
def _django_db_helper(_in_its_world: None, _django_db_helper: None) -> None:
    """Let pytest-django begin its transaction there: every use of the database leans on this fixture."""


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """Forget what a process remembers between requests: worlds are alike from test to test."""
    cache.clear()
    for remembered in vars(queries).values():
        if hasattr(remembered, "cache_clear"):
            remembered.cache_clear()


def pytest_collection_finish() -> None:
    """Look for waste seldom, and not among what stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.DATA, ignore_errors=True)
