"""How large a country is built, and where: in a folder, on a file or on a server of PostgreSQL."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nhip.hall.command.entering import enter
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
from nhip.hall.command.preparing import prepare
from nhip.hall.command.progress import ProgressBar
from nhip.hall.tools.language import _

MONTHS = 60  # at scale 1
DURABLE = {"listen_addresses": "", "max_connections": "60", "shared_buffers": "512MB"}


@dataclass(frozen=True)
class Size:
    """How large it is: Vietnam has 3,321 communes in 34 provinces since 2025."""

    communes: int = 3321
    provinces: int = 34
    indicators: int = 100
    months: int = 12
    drafts: int = 240  # of the last month, to be handed in while it is measured
    first_drafts: int = 40  # of the first month, likewise

    @classmethod
    def at(cls, scale: float, **more: int) -> Size:
        """Return it with so much of 60 months, two at least. Raises CommandRefused."""
        if not 0 < scale <= 1:
            raise CommandRefused(_("The scale lies between 0 and 1: 1 is 60 months."))
        return cls(months=max(2, round(MONTHS * scale)), **more)


@contextmanager
def country_folder(options: Namespace) -> Iterator[tuple[DataFolder, ProgressBar]]:
    """Prepare an empty folder and its database, with the progress of the whole run."""
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as made, _database(options):
        folder = DataFolder(Path(options.data) if options.data else Path(made) / "data")
        if "demo" in folder.read():
            raise CommandRefused(
                _(
                    "{path} holds a demonstration. Choose an empty or new folder with --data."
                ).format(path=folder.path)
            )
        progress = ProgressBar()
        enter(folder, Purpose.DEMONSTRATION)
        prepare(folder, progress.part(0.0, 0.05))
        import django

        django.setup()
        try:
            yield folder, progress
        finally:
            from django.db import connections

            connections.close_all()
            progress.finish()


@contextmanager
def _database(options: Namespace) -> Iterator[None]:
    """Point at the database: the file in the folder, the server that is named, or a durable one of our own."""
    given = os.environ.pop("DATABASE_URL", None)
    if options.database == "sqlite":
        yield
        return
    if options.data:
        if given is None:
            raise CommandRefused(
                _("Name the database in DATABASE_URL: one of the run's own is gone with it.")
            )
        os.environ["DATABASE_URL"] = given
        yield
        return
    from tests import postgres

    programs = postgres.find()
    if programs is None:
        raise CommandRefused(postgres.MISSING)
    cluster = postgres.Cluster(programs, DURABLE)
    try:
        cluster.client("createdb", "nhip")
        os.environ["DATABASE_URL"] = cluster.url("nhip")
        yield
    finally:
        cluster.stop()
