"""Bring a data folder up to the code: database migrated, static files gathered."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from nhip.hall.command.catalogues import ROOT
from nhip.hall.command.database import Database
from nhip.hall.command.folder import DATABASE, CommandRefused, DataFolder, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.state import digest
from nhip.kit.mail.rules import WrongServer, parse_server

Say = Callable[[float, str], None]


def point_at(folder: DataFolder, database: Database) -> None:
    """Tell settings, here and in the children, where the data is. The demo keeps to itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings.production")
    os.environ["NHIP_DATA"] = str(folder.path)
    os.environ["DATABASE_URL"] = database.url
    if folder.purpose == Purpose.DEMONSTRATION:
        os.environ["NHIP_DEMO"] = "1"
        for other in ("CACHE_URL", "ALLOWED_HOSTS", "NHIP_HTTPS", "NHIP_EMAIL_URL"):
            os.environ.pop(other, None)
    try:
        parse_server(os.environ.get("NHIP_EMAIL_URL", ""))
    except WrongServer as wrong:
        words = _("NHIP_EMAIL_URL is no mail server: {reason}.").format(reason=wrong)
        raise CommandRefused(words) from wrong


def prepare(folder: DataFolder, say: Say) -> None:
    """Migrate and gather static files, unless that was done with exactly this code."""
    now = digest("**/migrations/*.py", "**/apps.py", "**/static/**/*")
    noted = folder.read()
    is_own = noted["database"] == DATABASE  # another node may have changed one that is shared
    if noted.get("prepared") == now and is_own and (folder.path / "static").is_dir():
        return
    import django
    from django.core.management import call_command

    django.setup()
    say(0.0, _("Preparing the database"))
    with Database(os.environ["DATABASE_URL"]).alone(
        lambda: say(0.0, _("Another node prepares the database: waiting"))
    ):
        call_command("migrate", verbosity=1, skip_checks=True, stdout=_Migrations(say))
    say(0.9, _("Gathering static files"))
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    shutil.rmtree(
        folder.path / "mail", ignore_errors=True
    )  # letters lay open there once, with ways in
    folder.note(prepared=now)


class _Migrations:
    """Stands in for a terminal while Django migrates, and turns its lines into progress."""

    EXPECTED = 330  # a fresh database takes about as many steps

    def __init__(self, say: Say) -> None:
        self.say = say
        self.done = 0

    def write(self, text: str) -> None:
        self.done += text.count(" OK")
        self.say(min(0.9, 0.9 * self.done / self.EXPECTED), _("Preparing the database"))

    def flush(self) -> None:
        pass


def data_path(given: str | None, default: str) -> Path:
    """Return the folder the person named, or the usual one beside the code."""
    return Path(given) if given else ROOT / "var" / default
