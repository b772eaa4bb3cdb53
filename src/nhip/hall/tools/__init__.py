"""Words of the command that only developers use; `./nhip` brings their environment for them."""

from argparse import ArgumentParser, _SubParsersAction

from nhip.hall.tools.language import _


def add_words(words: "_SubParsersAction[ArgumentParser]") -> None:
    """Say what may be asked."""
    bench = words.add_parser(
        "bench",
        help=_(
            "how quick public pages are, the newsroom, the scanner of numbers, marking citations,"
            " totals of a country, and many handing in at once"
        ),
    )
    bench.set_defaults(run="tools.bench.run")
    what = ["pages", "newsroom", "numbers", "marking", "totals", "deadline"]
    bench.add_argument("what", choices=what, help=_("what to measure"))
    bench.add_argument(
        "--data", metavar="DIR", help=_("data folder (default: one made for the run)")
    )
    bench.add_argument("--rounds", type=int, default=3, help=_("rounds (default: 3)"))
    bench.add_argument(
        "--seconds", type=int, default=5, help=_("seconds of each load (default: 5)")
    )
    bench.add_argument(
        "--units", type=int, default=400, help=_("units that report, for marking (default: 400)")
    )
    bench.add_argument(
        "--articles",
        type=int,
        default=20_000,
        help=_("articles, for the newsroom (default: 20000)"),
    )
    bench.add_argument(
        "--scale",
        type=float,
        default=0.2,
        help=_("how much of 60 months, for totals and deadline (default: 0.2)"),
    )
    bench.add_argument(
        "--database",
        choices=["sqlite", "postgres"],
        default="sqlite",
        help=_("which database, for totals and deadline (default: sqlite)"),
    )
    bench.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    test = words.add_parser("test", help=_("run the tests; further words go to pytest"))
    test.set_defaults(run="tools.testing.run")
    test.add_argument("--on", choices=["sqlite", "postgres", "both"], default=None,
                      help=_("which database (default: both; SQLite when tests are named)"))  # fmt: skip

    check = words.add_parser("check", help=_("style, types, floors, migrations, catalogues"))
    check.set_defaults(run="tools.checking.run")
    check.add_argument("--fix", action="store_true", help=_("mend first what programs can mend"))

    messages = words.add_parser("messages", help=_("add new messages to the catalogues"))
    messages.set_defaults(run="tools.messages.run")
    messages.add_argument("--check", action="store_true", help=_("only say what is missing"))

    lock = words.add_parser("lock", help=_("choose new versions of all packages"))
    lock.set_defaults(run="tools.locking.run")

    keep = words.add_parser("keep-database", help=_("leave a small database for upgrade tests"))
    keep.set_defaults(run="tools.keeping.run")
    keep.add_argument("name", help=_("name of the issue it comes from, such as first-light"))
