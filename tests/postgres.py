"""`pytest -p tests.postgres`: what depends on the engine runs on a throw-away PostgreSQL.

The cluster belongs to this run alone, listens on a socket in its own folder and dies with pytest.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from nhip.hall.command.processes import die_with_parent
from tests import database

# Files about what is shown of rows that other tests have seen both engines give, and about who is let in
# where: they run on SQLite.
# Actions with their locks, models, queries, aggregates and migrations run on both, and so does what is
# marked `engine`.
SHOWS = re.compile(
    r"^test_(\w+_)?"
    r"(views|pages|wagtail_hooks|templatetags|printed|workbooks|middleware|handlers|context|logo|signing_in"
    r"|baking|stats|doors|nine_figures|beside|way_down|inspector|leaving|clock|editors_side)\.py$"
)
# Who is refused is asked before anything is written, and which rows a verb touches is counted in Python.
ALIKE = {
    "test_others_are_refused_and_nothing_is_written",
    "test_a_verb_touches_the_rows_that_are_kept_and_no_neighbours",
    "test_forms_duties_and_reports_say_what_they_said",  # that every row came over is asked on both
}
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
MISSING = "PostgreSQL was not found: apt-get install postgresql"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


def find() -> Path | None:
    """Return the folder of the newest server programs on this machine."""
    found = shutil.which("initdb")
    return PROGRAMS[-1].parent if PROGRAMS else Path(found).resolve().parent if found else None


class Cluster:
    """A PostgreSQL server of our own, in a folder that is thrown away."""

    def __init__(self, programs: Path, settings: Mapping[str, str] = SETTINGS) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="nhip-postgres-"))
        self.folder.chmod(0o711)
        self.owner: dict[str, object] = {}
        if os.geteuid() == 0:  # initdb refuses root
            names = [entry.pw_name for entry in pwd.getpwall()]
            person = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            os.chown(self.folder, person.pw_uid, person.pw_gid)
            self.owner = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
        data = str(self.folder / "data")
        making = [programs / "initdb", f"--pgdata={data}", "--username=nhip", "--auth=trust"]
        making += ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(making, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **self.owner)
        options = [f"-c{key}={value}" for key, value in settings.items()]
        self.server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", str(self.folder), *options],
            cwd=self.folder,
            preexec_fn=die_with_parent,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("w"),
            **self.owner,
        )
        until = time.monotonic() + 30
        while not self.is_ready():
            if time.monotonic() > until or self.server.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def is_ready(self) -> bool:
        line = [self.programs / "pg_isready", "-q", "-h", self.folder]
        return subprocess.run(line, check=False).returncode == 0

    def client(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's client programs against this cluster."""
        line = [self.programs / program, "-h", self.folder, "-U", "nhip", *arguments]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL)

    def url(self, name: str) -> str:
        return f"postgres://nhip@{quote(str(self.folder), safe='')}/{name}"

    def stop(self) -> None:
        self.server.send_signal(2)  # fast shutdown
        self.server.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def fill(cluster: Cluster) -> None:
    """Give the cluster a migrated template: from the dump of an earlier run, or by migrating."""
    dump = database.KEPT / f"empty-{database.state()}-{cluster.programs.parent.name}.dump"
    cluster.client("createdb", database.TEMPLATE)
    with database.alone("postgres"):
        if dump.exists():
            cluster.client("pg_restore", f"--dbname={database.TEMPLATE}", str(dump))
            return
        for old in database.KEPT.glob("*.dump"):
            old.unlink()
        database.migrate(cluster.url(database.TEMPLATE))
        cluster.client("pg_dump", "-Fc", f"--file={dump}.part", database.TEMPLATE)
        Path(f"{dump}.part").rename(dump)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the cluster before Django reads where its database is; xdist's workers share it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        programs = find()
        if programs is None:
            raise pytest.UsageError(MISSING)
        cluster = Cluster(programs)
        early_config.add_cleanup(cluster.stop)
        fill(cluster)
        os.environ["DATABASE_URL"] = cluster.url(database.TEMPLATE)
    return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what would run the same on another engine, and what starts its own product."""
    items[:] = [item for item in items if depends_on_engine(item)]


def depends_on_engine(item: pytest.Item) -> bool:
    """Does a test use the database for more than showing a page?"""
    if item.get_closest_marker("browser") or item.get_closest_marker("product"):
        return False
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    if not fixtures and not item.get_closest_marker("django_db"):
        return False
    if item.get_closest_marker("engine"):
        return True
    return getattr(item, "originalname", "") not in ALIKE and not SHOWS.search(item.path.name)
