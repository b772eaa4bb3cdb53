"""`nhip serve` and `nhip migrate`: an installation people work with."""

import json
import os
import sys
from argparse import Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from nhip.hall.command import serving
from nhip.hall.command.entering import enter
from nhip.hall.command.folder import DataFolder, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.preparing import data_path, prepare
from nhip.hall.command.progress import ProgressBar

if TYPE_CHECKING:
    from nhip.hall.beginning.actions import Door


def serve(options: Namespace) -> int:
    """Bring the data up to the code, then serve it until told to end."""
    serving.check_port(options.address, options.port)
    folder = _entered(options)
    opened_at = os.environ.get("NHIP_BASE_URL", "").rstrip("/")  # as whoever runs it says
    os.environ["NHIP_BASE_URL"] = opened_at or _seen_from_outside(options.address, options.port)
    told = {"base_url": os.environ["NHIP_BASE_URL"], "begin": ""}
    first = _("Nhịp will answer at {url}.")  # before the lines in which it would be looked for
    print(first.format(url=told["base_url"]), file=sys.stderr, flush=True)
    _prepare(folder)
    _hold_back_letters(folder)
    door = _door()
    _note_name(folder)
    folder.say_served()
    if door:
        os.environ["NHIP_BEGINNING"] = "1"
        told["begin"] = told["base_url"] + (f"/bat-dau/{door.key}/" if door.key else "/bat-dau/")

    def tell() -> None:
        if options.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        words = _words(door).format(url=told["begin"] or told["base_url"])
        print(words, file=sys.stderr, flush=True)

    try:
        return serving.serve(options.address, options.port, tell)
    finally:
        _note_name(folder)  # perhaps it was set up meanwhile


def _words(door: "Door | None") -> str:
    """Return what to tell whoever started this, with a place for the address."""
    if door is None:
        return _("Nhịp answers at {url}. Ctrl-C ends everything.")
    if not door.key:
        return _("Nhịp is not set up yet. Sign in as its administrator to go on:\n\n    {url}\n\n"
                 "Ctrl-C ends everything.")  # fmt: skip
    return _("Nhịp is not set up yet. Open this address to begin (nobody can without it):\n\n    {url}\n\n"
             "It is good until the first account is made or Nhịp starts again. Ctrl-C ends"
             " everything.")  # fmt: skip


def _door() -> "Door | None":
    """Return the way into setting up, or None where all is set up."""
    import django

    django.setup()
    from django.db import connections
    from django.utils import timezone

    from nhip.hall.beginning.actions import open_door

    try:
        return open_door(at=timezone.now())
    finally:
        connections.close_all()  # the children open their own


def _hold_back_letters(folder: DataFolder) -> None:
    """After a restore nothing goes out once more: its command writes no row, so the first start does."""
    if "restored" not in folder.read():
        return
    import django

    django.setup()
    from django.db import connections
    from django.utils import timezone

    from nhip.office.notices.actions import hold_back_letters

    hold_back_letters(at=timezone.now())
    connections.close_all()
    folder.note(restored=None)


def _note_name(folder: DataFolder) -> None:
    """Have the folder say whose it is, once the organisation has a name."""
    from django.db import Error, connections

    from nhip.organisation.units.models import UnitSpan

    with suppress(Error):  # it says so when the database answers again
        tops = UnitSpan.objects.filter(parent=None, end_on=None)
        folder.note(name=tops.values_list("name", flat=True).first() or "")
    connections.close_all()


def _seen_from_outside(address: str, port: int) -> str:
    """Return where a browser finds this server: by a host it answers to, where it listens to all."""
    from django.conf import settings

    named = [host for host in settings.ALLOWED_HOSTS if "*" not in host and host[:1] not in "[."]
    named = [host for host in named if host not in ("localhost", "127.0.0.1")]
    if named and settings.IS_HTTPS:
        return f"https://{named[0]}"
    if address in ("0.0.0.0", "::"):  # noqa: S104
        address = named[0] if named else "127.0.0.1"
    return serving.base_url(address, port)


def migrate(options: Namespace) -> int:
    """Bring the data up to the code."""
    _prepare(_entered(options))
    return 0


def _entered(options: Namespace) -> DataFolder:
    """Return the folder, taken for an installation."""
    folder = DataFolder(data_path(options.data, "data"))
    enter(folder, Purpose.PRODUCTION)
    return folder


def _prepare(folder: DataFolder) -> None:
    """Bring the data up to the code."""
    progress = ProgressBar()
    prepare(folder, progress.part(0.0, 1.0))
    progress.finish()
