"""The `nhip` command: one word says what to do."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from importlib import import_module

from nhip.hall.command import account, periods, stats
from nhip.hall.command.catalogues import compile_stale
from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.language import _

OFFERS = ["nhip.hall.tools"]  # where more words stand: that room leans on this one, so it is named


def main(arguments: list[str]) -> int:
    """Do what the first word says and return the exit code."""
    compile_stale()
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.run != "tools.testing.run":
        _parser().error(_("not understood: {words}").format(words=" ".join(rest)))
    options.rest = rest
    module, _dot, function = options.run.rpartition(".")
    try:
        code: int = getattr(import_module(f"nhip.hall.{module}"), function)(options)
    except CommandRefused as refused:
        print(refused, file=sys.stderr)
        return refused.code
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="nhip", description=_("Plan, report, roll up, review, publish."))
    words = parser.add_subparsers(metavar=_("WORD"), required=True)

    demo = words.add_parser("demo", help=_("the whole product with an invented organisation"))
    demo.set_defaults(run="command.demo.run")
    _add_address(demo)
    demo.add_argument("--data", metavar="DIR", help=_("data folder (default: var/demo)"))
    demo.add_argument("--fresh", action="store_true", help=_("throw the data away, begin anew"))
    demo.add_argument("--no-serve", action="store_true", help=_("build it, do not serve it"))
    demo.add_argument("--json", action="store_true", help=_("print addresses and accounts as JSON"))

    serve = words.add_parser("serve", help=_("serve an installation: web, worker, scheduler"))
    serve.set_defaults(run="command.installation.serve")
    _add_address(serve)
    serve.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    serve.add_argument("--json", action="store_true", help=_("print the addresses as JSON"))

    migrate = words.add_parser("migrate", help=_("bring an installation's data up to the code"))
    migrate.set_defaults(run="command.installation.migrate")
    migrate.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))

    bake = words.add_parser("bake", help=_("the public site as files, for nginx in front"))
    bake.set_defaults(run="command.baking.run")
    where = bake.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--to", metavar="DIR", help=_("folder of the files; kept in step from then on")
    )
    where.add_argument("--stop", action="store_true", help=_("keep no files in step any more"))
    _add_address(bake)
    bake.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))

    backup = words.add_parser("backup", help=_("one moment of everything, in a file"))
    backup.set_defaults(run="command.backup.run")
    backup.add_argument("--to", metavar="FILE", required=True, help=_("file of the backup"))
    apart = _("file of the keys, to be kept elsewhere (default: FILE.keys)")
    backup.add_argument("--keys", metavar="FILE", help=apart)
    secret = _("file of a passphrase: the backup is encrypted with it (gpg)")
    over = _("write over an earlier backup and its keys")
    backup.add_argument("--overwrite", action="store_true", help=over)
    backup.add_argument("--passphrase", metavar="FILE", help=secret)
    backup.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))

    restore = words.add_parser("restore", help=_("a backup into an empty place, proved"))
    restore.set_defaults(run="command.restore.run")
    source = _("file of the backup")
    restore.add_argument("--from", metavar="FILE", dest="source", required=True, help=source)
    restore.add_argument("--keys", metavar="FILE", help=_("file of its keys (default: FILE.keys)"))
    needed = _("file of the passphrase of an encrypted backup")
    restore.add_argument("--passphrase", metavar="FILE", help=needed)
    restore.add_argument("--data", metavar="DIR", required=True, help=_("an empty or new folder"))

    verify = words.add_parser("verify-journal", help=_("prove that the journal is whole"))
    verify.set_defaults(run="command.journal.run")
    verify.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    verify.add_argument("--json", action="store_true", help=_("print the verdict as JSON"))

    figures = words.add_parser(
        "verify-figures", help=_("prove that no figure in print moved unasked")
    )
    figures.set_defaults(run="command.figures.run")
    figures.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    figures.add_argument("--json", action="store_true", help=_("print the verdict as JSON"))

    totals = words.add_parser("verify-totals", help=_("prove totals against what was handed in"))
    totals.set_defaults(run="command.totals.run")
    totals.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    totals.add_argument("--json", action="store_true", help=_("print the verdict as JSON"))
    totals.add_argument("--mend", action="store_true", help=_("make anew what differs"))

    words_of = _("a new password for who has nobody left to ask")
    account.add_options(words.add_parser("account", help=words_of))

    periods.add_options(words.add_parser("periods", help=_("reporting periods of a year")))

    stats.add_options(words.add_parser("stats", help=_("how complete reporting is")))

    for offer in OFFERS:
        import_module(offer).add_words(words)
    return parser


def _add_address(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, help=_("port (default: 8000)"))
    parser.add_argument("--address", default="127.0.0.1", help=_("address (default: 127.0.0.1)"))


def _port(written: str) -> int:
    if not (written.isdecimal() and 0 < int(written) < 2**16):
        raise ArgumentTypeError(_("a port is a number from 1 to 65535"))
    return int(written)
