"""The mail server an administrator names on a page. Its password goes into no journal and onto no page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.mail.keeping import drop_server, keep_server, kept_server
from nhip.kit.mail.rules import MailServer
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import FieldRefused

from ..access import KEEP_MAIL


class ServerIsFixed(FieldRefused):
    """Which server it is is not said here: the environment says it, or it is a demonstration."""


@transaction.atomic
def name_server(server: MailServer, *, by: User, at: datetime) -> Entry:
    """Keep a mail server in the data folder; it is used from the next letter on.

    An empty password stands for the one that is kept, as long as it goes to the same server in the same way:
    nobody has a password he does not know handed to another. Raises ServerIsFixed, FieldRefused or
    PermissionDenied.
    """
    require(by, KEEP_MAIL)
    _refuse_fixed()
    if server.user and not server.password:
        kept = kept_server(settings.DATA)
        if kept is None or replace(kept, password="", sender=server.sender) != server:
            raise FieldRefused(
                _("Type the password: none is kept for this server and user."), "password"
            )
        server = replace(server, password=kept.password)
    said = {
        "server": f"{server.host}:{server.port}",
        "security": server.security,
        "sender": server.sender,
    }
    entry = record("mail.server_named", about=by, by=by, at=at, said=said)
    keep_server(settings.DATA, server)  # last: no row says that it is kept when the disk refused it
    return entry


@transaction.atomic
def forget_server(*, by: User, at: datetime) -> Entry:
    """Keep no mail server any more: nothing goes out. Raises ServerIsFixed or PermissionDenied."""
    require(by, KEEP_MAIL)
    _refuse_fixed()
    entry = record("mail.server_forgotten", about=by, by=by, at=at)
    drop_server(settings.DATA)
    return entry


def _refuse_fixed() -> None:
    if settings.IS_DEMO:
        raise ServerIsFixed(_("A demonstration sends no mail at all."))
    if settings.MAIL_SERVER:
        raise ServerIsFixed(
            _("NHIP_EMAIL_URL names the server: it goes before what is typed here.")
        )
