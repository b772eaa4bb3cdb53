"""`nhip check`: everything a machine can say about the code without running it."""

import os
import subprocess
import sys
import time
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nhip.hall.command.catalogues import PACKAGE, ROOT
from nhip.hall.tools.language import _

PROGRAMS = Path(sys.executable).parent
CODE = [str(PACKAGE), str(ROOT / "tests"), str(ROOT / "conftest.py")]
TEMPLATES = sorted(str(file) for file in PACKAGE.glob("**/*.html"))
FIXES: list[list[str | Path]] = [
    [PROGRAMS / "ruff", "check", "--quiet", "--fix", *CODE],
    [PROGRAMS / "ruff", "format", "--quiet", *CODE],
    [PROGRAMS / "djade", *TEMPLATES],
]
DJANGO = [sys.executable, "-m", "django"]
CHECKS: dict[str, list[str | Path]] = {
    "mypy": [PROGRAMS / "mypy", str(PACKAGE)],
    "ruff check": [PROGRAMS / "ruff", "check", "--quiet", *CODE],
    "ruff format": [PROGRAMS / "ruff", "format", "--check", "--quiet", *CODE],
    "import-linter": [PROGRAMS / "lint-imports", "--no-logo"],
    "django check": [*DJANGO, "check", "--fail-level", "WARNING"],
    "migrations": [*DJANGO, "makemigrations", "--check", "--dry-run"],
    "template format": [PROGRAMS / "djade", "--check", *TEMPLATES],
    "template lint": [PROGRAMS / "djlint", "--lint", "--quiet", str(PACKAGE)],
    "template layout": [sys.executable, "-m", "nhip.hall.tools.layout"],
    "catalogues": [sys.executable, "-m", "nhip", "messages", "--check"],
}


def run(options: Namespace) -> int:
    """Run all checks and report all failures; with --fix, mend first what programs can mend."""
    if options.fix:
        for line in FIXES:
            subprocess.run(line, cwd=ROOT, check=False, stderr=subprocess.DEVNULL)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        verdicts = list(pool.map(_check, CHECKS))
    bad = [name for name, is_good in zip(CHECKS, verdicts, strict=True) if not is_good]
    print(_("Not in order: {names}").format(names=", ".join(bad)) if bad else _("All in order."))
    return 1 if bad else 0


def _check(name: str) -> bool:
    began = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "nhip.config.settings.test"}
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    is_good = done.returncode == 0
    mark = "✓" if is_good else "✗"
    report = f"{mark} {name}  ({time.monotonic() - began:.1f} s)\n"
    sys.stdout.write(report if is_good else report + done.stdout.rstrip() + "\n\n")
    sys.stdout.flush()
    return is_good
