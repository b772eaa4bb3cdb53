"""Beginning to write: whole or not at all, and SQLite waits as before afterwards."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection

from nhip.kit.tasks.patience import writing

User = get_user_model()


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_what_is_written_stands_whole_or_not_at_all():
    with writing():
        assert connection.in_atomic_block
        User.objects.create(username="a")
    with pytest.raises(IntegrityError), writing():
        User.objects.bulk_create([User(username="b"), User(username="a")])
    with writing(), writing():
        User.objects.create(username="c")
    assert set(User.objects.values_list("username", flat=True)) == {"a", "c"}
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_sqlite_waits_for_others_as_long_as_before():
    if connection.vendor == "sqlite":
        with writing():
            pass
        with connection.cursor() as cursor:
            [waits] = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert waits == 20_000
