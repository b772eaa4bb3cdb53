"""A constant number of queries is measured at two sizes: a ceiling lets it grow until it is reached."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

Measured = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def same_queries() -> Measured:
    """`with same_queries(): …` at a small size, and again at a large one: both ask as often.

    What is remembered between requests is asked for before, outside of the block.
    """
    first: list[str] = []

    @contextmanager
    def measured() -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [query["sql"][:200] for query in captured.captured_queries]
        first.extend([] if first else asked)
        assert len(asked) == len(first), "\n".join(["first:", *first, "then:", *asked])

    return measured
