"""What is counted in a database before it is kept and after it is restored. Nothing here writes a row."""

import hashlib
from datetime import datetime
from typing import Any

from nhip.hall.command.archive import BackupProof
from nhip.hall.command.language import _
from nhip.hall.command.state import not_made


def proof_of(at: datetime) -> BackupProof:
    """Count what the connection sees; totals as of a moment, so that they do not move with the clock.

    Totals are left out of a database that an older Nhịp made: its tables are not those we ask.
    """
    from nhip.organisation.journal.queries import verify

    verdict = verify()
    journal = {"sealed": verdict.sealed, "head": verdict.head, "problems": len(verdict.problems)}
    rows, content = _tables()
    return BackupProof(rows, content, journal, _totals(at) if _is_of_this_code() else None)


def differences(kept: BackupProof, found: BackupProof) -> list[str]:
    """Tell what is not as the backup says."""
    told = [
        _("Rows of {table}: {found}, in the backup {kept}.").format(
            table=name, found=found.rows.get(name, 0), kept=kept.rows.get(name, 0)
        )
        for name in sorted(kept.rows.keys() | found.rows.keys())
        if kept.rows.get(name) != found.rows.get(name)
    ]
    told += [
        _("The rows of {table} say something else than in the backup.").format(table=name)
        for name in sorted(kept.content)
        if kept.content[name] != found.content.get(name)
    ]
    if kept.journal != found.journal:
        told.append(_("The journal is not the one of the backup."))
    if None not in (kept.totals, found.totals) and kept.totals != found.totals:
        told.append(_("Totals are not those of the backup."))
    return told


def _tables() -> tuple[dict[str, int], dict[str, str]]:
    """Return how many rows each table has, and on PostgreSQL a digest of what they say.

    A database of SQLite is one file with a digest of its own.
    """
    from django.db import connection

    rows, content = {}, {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 (a table's own name)
            rows[name] = cursor.fetchone()[0]
            if connection.vendor == "postgresql":
                content[name] = _digest_of(cursor, name)
    return rows, content


def _digest_of(cursor: Any, table: str) -> str:
    seen = hashlib.sha256()
    with cursor.copy(f'COPY (SELECT * FROM "{table}" ORDER BY 1) TO STDOUT') as lines:  # noqa: S608
        for line in lines:
            seen.update(line)
    return seen.hexdigest()


def _is_of_this_code() -> bool:
    from django.db.migrations.recorder import MigrationRecorder

    done = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    return not not_made(done)


def _totals(at: datetime) -> dict[str, int]:
    from nhip.hall.command.figures import counts
    from nhip.work.duties.models import Obligation
    from nhip.work.duties.queries import completeness

    owed = completeness(Obligation.objects.all(), at)
    return {f"obligations.{state}": number for state, number in owed.items()} | counts()
