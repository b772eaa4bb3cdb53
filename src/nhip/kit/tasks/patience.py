"""Waiting for the one lock SQLite has, without being kept away by whoever writes in an even rhythm."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, connection, transaction

AT_MOST = 20.0  # seconds, as the settings say of every other writer
ASKED = 20  # milliseconds SQLite itself asks for


@contextmanager
def writing() -> Iterator[None]:
    """Begin a transaction that writes, as `transaction.atomic` does, asking for the lock at uneven moments.

    SQLite asks for it each tenth of a second after a while. Ten hand-ins a second, one as far from the other,
    kept a worker waiting for twelve. Raises OperationalError when the lock is not had in twenty seconds.
    """
    with ExitStack() as stack:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _begin(stack)
        else:
            stack.enter_context(transaction.atomic())
        yield


def _begin(stack: ExitStack) -> None:
    """Enter the transaction; nothing is done yet where the lock is not free, so it is asked for again."""
    last = time.monotonic() + AT_MOST
    _ask_for(ASKED)
    try:
        while True:
            try:
                stack.enter_context(transaction.atomic())
            except OperationalError as refused:
                if "locked" not in str(refused) or time.monotonic() > last:
                    raise
                time.sleep(random.uniform(0.002, 0.02))  # noqa: S311
            else:
                return
    finally:
        _ask_for(int(AT_MOST * 1000))


def _ask_for(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
