"""The `nhip` command: one word says what to do."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from importlib import import_module

from nhip.hall.command import periods, stats
from nhip.hall.command.catalogues import compile_stale
from nhip.hall.command.folder import Refused
from nhip.hall.command.language import _


def main(arguments: list[str]) -> int:
    """Do what the first word says and return the exit code."""
    compile_stale()
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.run != "testing.run":
        _parser().error(_("not understood: {words}").format(words=" ".join(rest)))
    options.rest = rest
    module, _dot, function = options.run.partition(".")
    try:
        code: int = getattr(import_module(f"nhip.hall.command.{module}"), function)(options)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="nhip", description=_("Plan, report, roll up, review, publish."))
    words = parser.add_subparsers(metavar=_("WORD"), required=True)

    demo = words.add_parser("demo", help=_("the whole product with an invented organisation"))
    demo.set_defaults(run="demo.run")
    _add_address(demo)
    demo.add_argument("--data", metavar="DIR", help=_("data folder (default: var/demo)"))
    demo.add_argument("--fresh", action="store_true", help=_("throw the data away, begin anew"))
    demo.add_argument("--no-serve", action="store_true", help=_("build it, do not serve it"))
    demo.add_argument("--json", action="store_true", help=_("print addresses and accounts as JSON"))

    serve = words.add_parser("serve", help=_("serve an installation: web, worker, scheduler"))
    serve.set_defaults(run="installation.serve")
    _add_address(serve)
    serve.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    serve.add_argument("--json", action="store_true", help=_("print the addresses as JSON"))

    migrate = words.add_parser("migrate", help=_("bring an installation's data up to the code"))
    migrate.set_defaults(run="installation.migrate")
    migrate.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))

    bake = words.add_parser("bake", help=_("the public site as files, for nginx in front"))
    bake.set_defaults(run="baking.run")
    where = bake.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--to", metavar="DIR", help=_("folder of the files; kept in step from then on")
    )
    where.add_argument("--stop", action="store_true", help=_("keep no files in step any more"))
    _add_address(bake)
    bake.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))

    verify = words.add_parser("verify-journal", help=_("prove that the journal is whole"))
    verify.set_defaults(run="journal.run")
    verify.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    verify.add_argument("--json", action="store_true", help=_("print the verdict as JSON"))

    bench = words.add_parser("bench", help=_("how quick the public pages are, beside nginx"))
    bench.set_defaults(run="bench.run")
    bench.add_argument("what", choices=["pages"], help=_("what to measure"))
    bench.add_argument(
        "--data", metavar="DIR", help=_("data folder (default: one made for the run)")
    )
    bench.add_argument("--rounds", type=int, default=3, help=_("rounds (default: 3)"))
    bench.add_argument(
        "--seconds", type=int, default=5, help=_("seconds of each load (default: 5)")
    )
    bench.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    periods.add_options(words.add_parser("periods", help=_("reporting periods of a year")))

    stats.add_options(words.add_parser("stats", help=_("how complete reporting is")))

    test = words.add_parser("test", help=_("run the tests; further words go to pytest"))
    test.set_defaults(run="testing.run")
    test.add_argument("--on", choices=["sqlite", "postgres", "both"], default=None,
                      help=_("which database (default: both; SQLite when tests are named)"))  # fmt: skip

    check = words.add_parser("check", help=_("style, types, floors, migrations, catalogues"))
    check.set_defaults(run="checking.run")
    check.add_argument("--fix", action="store_true", help=_("mend first what programs can mend"))

    messages = words.add_parser("messages", help=_("add new messages to the catalogues"))
    messages.set_defaults(run="messages.run")
    messages.add_argument("--check", action="store_true", help=_("only say what is missing"))

    lock = words.add_parser("lock", help=_("choose new versions of all packages"))
    lock.set_defaults(run="locking.run")

    keep = words.add_parser("keep-database", help=_("leave a small database for upgrade tests"))
    keep.set_defaults(run="keeping.run")
    keep.add_argument("name", help=_("name of the issue it comes from, such as first-light"))
    return parser


def _add_address(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, help=_("port (default: 8000)"))
    parser.add_argument("--address", default="127.0.0.1", help=_("address (default: 127.0.0.1)"))


def _port(written: str) -> int:
    if not (written.isdecimal() and 0 < int(written) < 2**16):
        raise ArgumentTypeError(_("a port is a number from 1 to 65535"))
    return int(written)
