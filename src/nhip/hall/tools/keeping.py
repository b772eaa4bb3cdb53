"""`nhip keep-database NAME`: leave the demonstration's database of today for upgrade tests.

Once landed, what it writes is never made anew: it stands for installations of its day.
"""

import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from nhip.hall.command.catalogues import ROOT
from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.language import _

JOURNAL_KEY = "kept for upgrade tests"


def run(options: Namespace) -> int:
    """Write tests/upgrade/NAME/{nhip.sqlite3.xz,nhip.dump.xz}."""
    from tests.postgres import MISSING, Cluster, find

    programs = find()
    if programs is None:
        raise CommandRefused(MISSING)
    target = ROOT / "tests" / "upgrade" / options.name
    if target.exists():
        raise CommandRefused(
            _("{path} is there already, and is never made anew.").format(path=target)
        )
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "nhip.sqlite3")
        _build(name, f"sqlite:///{file}")
        with sqlite3.connect(file) as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cluster = Cluster(programs)
        try:
            cluster.client("createdb", "kept")
            _build(name, cluster.url("kept"))
            dump = Path(name, "nhip.dump")
            cluster.client("pg_dump", "-Fc", "-Z0", f"--file={dump}", "kept")
        finally:
            cluster.stop()
        target.mkdir(parents=True)
        for plain in (file, dump):
            (target / f"{plain.name}.xz").write_bytes(lzma.compress(plain.read_bytes(), preset=9))
    return 0


def _build(folder: str, url: str) -> None:
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "nhip.config.settings.production",
        "JOURNAL_KEY": JOURNAL_KEY,
        "NHIP_DATA": folder,
        "NHIP_DEMO": "1",
    }
    subprocess.run([sys.executable, "-m", __name__], check=True, env=os.environ | environment)


def main() -> None:
    """Build the demonstration in the database the environment names."""
    import django
    from django.core.management import call_command

    from nhip.hall.command.progress import ProgressBar

    django.setup()
    from nhip.hall import demo
    from nhip.kit.tasks.worker import Worker

    progress = ProgressBar()
    progress.show(0.0, _("Preparing the database"))
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    demo.build(progress.part(0.4, 1.0))
    Worker().run_all()
    progress.finish()


if __name__ == "__main__":
    main()
