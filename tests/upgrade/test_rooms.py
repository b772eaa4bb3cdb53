"""What moved between rooms is whole: every row in its new table, and the same said of it as before."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from .kept import DRAFTED, KEPT, MOVED


def said(url: str) -> dict[str, object]:
    """Return what today's code says of an installation, in a process that knows no test database."""
    environment = {"DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment["DJANGO_SETTINGS_MODULE"] = "nhip.config.settings.test"
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrade.telling"],
        cwd=settings.ROOT,
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_forms_duties_and_reports_say_what_they_said(kept, brought_up):
    one = brought_up(kept)
    before, after = one.before, one.after
    for old, new in MOVED.items():
        if old in before:
            assert not after.get(old), "gone, or as empty as a table of another package may stay"
            assert after[new] == before[old] or new in DRAFTED, new
    kinds = one.kinds_before
    assert {model: one.kinds_after[model] for model in kinds} == kinds
    assert said(one.url) == json.loads((kept / "said.json").read_text())
