"""What moved between rooms is whole: every row in its new table, and the same said of it as before."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.database import migrate

from .test_upgrade import KEPT, MOVED, counts, opened, restored

ATTACHED = (  # what no kept database has: a file beside a revision
    "INSERT INTO reports_attachment (report_id, section_id, name, kind, size, digest, is_in_draft,"
    " added_by_id, added_at) SELECT report_id, (SELECT min(id) FROM reports_section),"
    " 'bien-ban.pdf', 'pdf', 9, 'd', TRUE, submitted_by_id, submitted_at FROM reports_revision"
    " ORDER BY id LIMIT 1",
    "INSERT INTO reports_attachment_revisions (attachment_id, revision_id)"
    " SELECT (SELECT max(id) FROM reports_attachment), min(id) FROM reports_revision",
)
KINDS = (
    "SELECT model, id, (SELECT count(*) FROM auth_permission WHERE content_type_id = kind.id)"
    " FROM django_content_type AS kind WHERE app_label IN ('reports', 'duties', 'forms')"
)
RENAMED = {"entry": "draftcell"}


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
def test_forms_duties_and_reports_say_what_they_said(kept, tmp_path):
    url = restored(kept, tmp_path, "rooms")
    if "reports_attachment" in counts(url):
        with opened(url) as server:
            for line in ATTACHED:
                server.execute(line)
            server.commit()
    before = counts(url)
    with opened(url) as server:
        kinds = {
            RENAMED.get(model, model): rest for model, *rest in server.execute(KINDS).fetchall()
        }
    migrate(url)

    after = counts(url)
    for old, new in MOVED.items():
        if old in before:
            assert old not in after
            assert after[new] == before[old], new
    with opened(url) as server:
        now = {model: rest for model, *rest in server.execute(KINDS).fetchall()}
    assert {
        model: now[model] for model in kinds
    } == kinds  # ids and permissions of kinds of records
    assert said(url) == json.loads((kept / "said.json").read_text())
