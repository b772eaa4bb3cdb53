"""`nhip account --reset NAME`: a new password for who has nobody left to ask."""

from argparse import ArgumentParser, Namespace

from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.language import _


def add_options(parser: ArgumentParser) -> None:
    """Say what the word takes."""
    parser.set_defaults(run="command.account.run")
    words = _("the user name that gets a new password, printed this once")
    parser.add_argument("--reset", metavar="NAME", required=True, help=words)
    parser.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))


def run(options: Namespace) -> int:
    """Print a password that is good for one sign-in; works beside a running server."""
    from nhip.hall.command.entering import visit

    visit(options.data)
    from django.utils import timezone, translation

    from nhip.hall.command.language import chosen
    from nhip.organisation.journal.rules import FieldRefused
    from nhip.organisation.people.actions import reset_account

    with translation.override(chosen()):
        try:
            given = reset_account(options.reset, at=timezone.now())
        except FieldRefused as refusal:
            raise CommandRefused(" ".join(refusal.messages)) from refusal
    print(_("User name: {name}").format(name=given.username))
    print(_("Password for one sign-in: {password}").format(password=given.password))
    print(_("It is shown this once. Whoever was signed in with this account is signed out."))
    return 0
