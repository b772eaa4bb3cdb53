"""Installations of earlier days, brought up to today's code: once a run, for all that is asked of them."""

import lzma
import os
import re
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

from tests import postgres
from tests.database import migrate

# The oldest first; what is not named came after.
ORDER = ["first-light", "delivery", "reporting-1", "house"]


def age(kept: Path) -> tuple[int, str]:
    return (ORDER.index(kept.name) if kept.name in ORDER else len(ORDER)), kept.name


ALL = sorted((found.parent for found in Path(__file__).parent.glob("*/nhip.sqlite3.xz")), key=age)
KEPT = ALL if os.environ.get("NHIP_ALL_UPGRADES") == "1" else [ALL[0], ALL[-1]]
REBUILT = ("modelsearch_", "sqlite_")  # the search index, and SQLite's own
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
# Tables that were renamed: when their models moved to rooms of their own, or got a name of their own.
MOVED = {
    "reports_form": "forms_form",
    "reports_section": "forms_section",
    "reports_row": "forms_row",
    "reports_rowcheck": "forms_rowcheck",
    "reports_rowcheck_others": "forms_rowcheck_others",
    "reports_regime": "duties_regime",
    "reports_regime_units": "duties_regimeunit",
    "duties_regime_units": "duties_regimeunit",
    "reports_reuse": "duties_reuse",
    "reports_obligation": "duties_obligation",
    "reports_extension": "duties_extension",
    "reports_entry": "reports_draftcell",
    "indicators_value": "indicators_statement",
    "wagtailimages_image": "pictures_picture",
    "wagtailimages_rendition": "pictures_rendition",
}
# Tables that lose the drafts of accepted reports: their revisions say the same; and a row holds many figures.
DRAFTED = {"reports_draftcell", "reports_narrative", "indicators_statement"}
RENAMED = {"entry": "draftcell"}


MERGED = {"figures_pin": 1}  # rows of a table that become one with others: see `cite_twice`
PIN = (
    "key, unit_id, start_on, end_on, basis, holder, holder_id, decimals, label, definition, measure,"
    " window, coverage, parts, is_sample, pinned_at, pinned_by_id, state, cause, cause_link"
)


def cite_twice(url: str) -> None:
    """Have the first public article cite a question a second time, in another format and at another value.

    That was possible before a text cited a question once.
    """
    is_file = url.startswith("sqlite")
    window = '"window"'
    columns = PIN.replace("window", window)
    with opened(url) as server:
        first, page, amount = server.execute(
            "SELECT id, holder_id, amount FROM figures_pin WHERE holder = 'news.article' ORDER BY id LIMIT 1"
        ).fetchone()
        server.execute(
            f"INSERT INTO figures_pin ({columns}, format, amount)"
            f" SELECT {columns}, 'two_digits', {amount + 1} FROM figures_pin WHERE id = {first}"
        )
        (second,) = server.execute("SELECT max(id) FROM figures_pin").fetchone()
        for table, column, key in (
            ("news_articlepage", "body", "basepage_ptr_id"),
            ("wagtailcore_revision", "content", "object_id"),
        ):
            held = page if table == "news_articlepage" else f"'{page}'"
            one = f"{table} WHERE {key} = {held}"
            for (stored,) in server.execute(f"SELECT CAST({column} AS text) FROM {one}").fetchall():
                said = re.sub(
                    rf'pin=(\\*"){first}\1>([^<]*)</a>',
                    rf"\g<0> <a linktype=\g<1>figure\1 pin=\g<1>{second}\1>\2</a>",
                    stored,
                )
                value = "?" if is_file else "CAST(%s AS jsonb)"
                was = "?" if is_file else "%s"
                server.execute(
                    f"UPDATE {table} SET {column} = {value} WHERE {key} = {held}"
                    f" AND CAST({column} AS text) = {was}",
                    (said, stored),
                )
        server.commit()


def unpacked(kept: Path, name: str, folder: Path) -> Path:
    (folder / name).write_bytes(lzma.decompress((kept / f"{name}.xz").read_bytes()))
    return folder / name


def restored(kept: Path, folder: Path) -> str:
    """Return the address of a copy of the kept database, on the engine this run is about."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{unpacked(kept, 'nhip.sqlite3', folder)}"
    name = f"kept_{kept.name.replace('-', '_')}_{os.getpid()}"
    template = os.environ["DATABASE_URL"]
    with psycopg.connect(template, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = f"{template.rpartition('/')[0]}/{name}"
    dump = unpacked(kept, "nhip.dump", folder)
    line = [postgres.find() / "pg_restore", "--no-owner", f"--dbname={url}", dump]
    subprocess.run(line, check=True)
    return url


def opened(url: str) -> closing:
    """Open a database of either engine; it is closed at the end of the block."""
    if url.startswith("sqlite"):
        return closing(sqlite3.connect(url.removeprefix("sqlite:///")))
    return closing(psycopg.connect(url))


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not url.startswith("sqlite"):
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with opened(url) as server:
        names = [name for (name,) in server.execute(tables) if not name.startswith(REBUILT)]
        return {
            name: server.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
        }


@dataclass(frozen=True)
class BroughtUp:
    """One of them, migrated: rows by table and kinds of records, as they were and as they are."""

    url: str
    before: dict[str, int]
    after: dict[str, int]
    kinds_before: dict[str, list[int]]
    kinds_after: dict[str, list[int]]


def bring_up(kept: Path, folder: Path) -> BroughtUp:
    """Restore it, put a file beside a revision where it has a place for one, and migrate it."""
    url = restored(kept, folder)
    if {"reports_attachment", "reports_section"} <= counts(url).keys():
        with opened(url) as server:
            for line in ATTACHED:
                server.execute(line)
            server.commit()
    if not any(name == "figures_citedvalue" for name in counts(url)):
        cite_twice(url)
    before = counts(url)
    kinds_before = {RENAMED.get(model, model): rest for model, rest in kinds(url).items()}
    migrate(url)
    return BroughtUp(url, before, counts(url), kinds_before, kinds(url))


def kinds(url: str) -> dict[str, list[int]]:
    """Return id and number of permissions of each kind of record that moved between rooms."""
    with opened(url) as server:
        return {model: rest for model, *rest in server.execute(KINDS).fetchall()}
