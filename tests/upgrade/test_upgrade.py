"""Installations of every earlier day come up to today's code with all their records."""

import pytest

from nhip.hall.tools.keeping import JOURNAL_KEY
from tests.product import nhip

from .kept import KEPT, MOVED


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_every_record_survives_and_the_journal_is_whole(kept, brought_up, tmp_path, monkeypatch):
    one = brought_up(kept)
    assert {
        name: n for name, n in one.before.items() if one.after.get(MOVED.get(name, name), 0) < n
    } == {}

    (tmp_path / "nhip.lock").touch()
    monkeypatch.setenv("JOURNAL_KEY", JOURNAL_KEY)
    verifying = nhip("verify-journal", "--data", str(tmp_path), database=one.url)
    assert verifying.wait(120) == 0
