"""`nhip test`: the suite, on both databases."""

import os
import subprocess
import sys
from argparse import Namespace

from nhip.hall.command.catalogues import PACKAGE, ROOT
from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.language import _

NO_TESTS = 5  # pytest's exit code when a selection holds none


def run(options: Namespace) -> int:
    """Run what depends on the engine on PostgreSQL, then everything on SQLite; tell the ten slowest."""
    from tests import postgres

    on = options.on or ("sqlite" if options.rest else "both")
    code = 0
    if on == "both":  # the first engine leaves a core idle while it begins
        subprocess.Popen([sys.executable, "-m", "tests.product"], cwd=ROOT, env=_paths())
    if on != "sqlite":
        if postgres.find() is not None:
            _say(_("On PostgreSQL: what depends on the engine"))
            code = _pytest(_cores(), "-p", "tests.postgres", *options.rest)
        elif on == "postgres" or os.environ.get("NHIP_REQUIRE_POSTGRES") == "1":
            raise CommandRefused(postgres.MISSING)
        else:
            _say(_("PostgreSQL was not found, so this run covers SQLite only."))
    if on != "postgres":
        _say(_("On SQLite: everything"))
        # Who sits at a browser waits half the time.
        code = _pytest(_cores() + 1, *options.rest) or code
    return 0 if code == NO_TESTS else code


def _paths() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), str(ROOT)])}


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _pytest(workers: int, *arguments: str) -> int:
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        str(workers),
        "--dist",
        "loadgroup",
        "--no-loadscope-reorder",
    ]
    line += ["--durations=10", *arguments]
    return subprocess.run(line, cwd=ROOT, check=False).returncode


def _say(text: str) -> None:
    print(f"== {text}", file=sys.stderr, flush=True)
