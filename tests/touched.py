"""How many rows each verb adds, changes and takes away: kept beside its room's table, in `touched.json`.

What a verb writes may be the right table and the wrong rows: a filter that forgot the unit changes the
neighbour's too. `NHIP_KEEP_TOUCHED=1 pytest -n 0 tests/test_verbs.py -k touches` writes the files anew; the
difference is read before it is committed.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from types import ModuleType

from django.db import connection

from nhip.organisation.journal.models import Entry

Rows = dict[str, dict[object, dict[str, object]]]
Touched = dict[str, str]
KEEPS = bool(os.environ.get("NHIP_KEEP_TOUCHED"))


def touched_by(do: Callable[[], object], tables: Collection[str]) -> Touched:
    """Do something; return of each table "+2" rows added, "-1" taken away, "end_on 3" changed in that column.

    The journal's are told as what they are about and of which unit.
    """
    before, entries = _rows(tables), Entry.objects.count()
    do()
    after = _rows(tables)
    told = {table: _difference(before[table], after[table]) for table in sorted(tables)}
    news = Entry.objects.order_by("pk")[entries:]
    journal = Counter(f"{entry.verb} {entry.about} {entry.unit_code}".strip() for entry in news)
    said = [f"{words} {number}" for words, number in sorted(journal.items())]
    return told | {"journal": ", ".join(said)}


def kept(table: ModuleType) -> dict[str, Touched]:
    """Return what is kept beside a room's table of verbs, by verb."""
    file = _file(table)
    known: dict[str, Touched] = json.loads(file.read_text()) if file.exists() else {}
    return known


def keep(table: ModuleType, verb: str, touched: Touched) -> None:
    """Keep what a verb touches, and drop what is kept of verbs that are gone."""
    known = kept(table) | {verb: touched}
    standing = set(names(each.name for each in table.VERBS))
    known = {name: known[name] for name in sorted(known) if name in standing}
    text = json.dumps(known, ensure_ascii=False, indent=1)
    _file(table).write_text(text + "\n")


def names(verbs: Iterable[str]) -> list[str]:
    """Name the rows of a table: a verb that stands more than once is counted."""
    seen: Counter[str] = Counter()
    told = []
    for verb in verbs:
        seen[verb] += 1
        told.append(verb if seen[verb] == 1 else f"{verb} {seen[verb]}")
    return told


def _file(table: ModuleType) -> Path:
    return Path(str(table.__file__)).with_name("touched.json")


def _rows(tables: Collection[str]) -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            key = connection.introspection.get_primary_key_columns(cursor, table) or ["id"]
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            found[table] = {tuple(row[name] for name in key): row for row in rows}
    return found


def _difference(
    before: dict[object, dict[str, object]], after: dict[object, dict[str, object]]
) -> str:
    both = before.keys() & after.keys()
    columns = Counter(
        name for key in both for name in after[key] if before[key][name] != after[key][name]
    )
    told = [f"{name} {number}" for name, number in sorted(columns.items())]
    added, gone = len(after.keys() - both), len(before.keys() - both)
    return ", ".join([f"+{added}"] * bool(added) + [f"-{gone}"] * bool(gone) + told)
