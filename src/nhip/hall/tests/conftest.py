"""The demonstration, built once for a file of tests; what a test changes is rolled back."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from nhip.hall import demo


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    from tests import database

    with django_db_blocker.unblock():
        demo.build(lambda share, what: None)
        yield
        database.renew()
