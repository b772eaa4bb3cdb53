"""`nhip bench`: how quick the public pages are beside nginx on the same machine, in one run."""

import json
import shutil
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connections

from nhip.hall.command.entering import visit
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
from nhip.hall.command.processes import ProcessFamily, Stopped
from nhip.hall.command.progress import ProgressBar
from nhip.hall.tools.bench import (
    deadline,
    inside,
    machine,
    marking,
    newsroom,
    scanning,
    totals,
    voting,
    writing,
)
from nhip.hall.tools.bench.browsing import weigh
from nhip.hall.tools.bench.loading import ask, load, readers, staff_reading
from nhip.hall.tools.bench.measuring import Run, percentile, summary
from nhip.hall.tools.bench.servers import (
    CACHED,
    PLAIN,
    Server,
    answers,
    find,
    start_nginx,
    start_product,
)
from nhip.hall.tools.bench.telling import table
from nhip.hall.tools.bench.uploads import search_beside_uploads
from nhip.hall.tools.language import _

HOST = "127.0.0.1"
# What is loaded, and which load on nginx it is compared with.
LIMITS = {
    "nginx": "nginx",
    "nginx_gzip": "nginx_gzip",
    "nginx_304": "nginx_304",
    "nginx_files_kept_open": "nginx",
    "nginx_written": "nginx_written",
    "hit": "nginx",
    "hit_written": "nginx_written",
    "hit_gzip": "nginx_gzip",
    "hit_304": "nginx_304",
    "baked_behind_nginx": "nginx",
    "mixed": "nginx",
    "miss": "nginx",
}


def run(options: Namespace) -> int:
    """Measure and tell; 1 when an answer was stale or none, a scan slow, a change untold, a total wrong."""
    if options.rounds < 1 or options.seconds < 1:
        raise CommandRefused(_("A benchmark needs one round of one second at least."))
    others = {
        "numbers": scanning.run,
        "marking": marking.run,
        "newsroom": newsroom.run,
        "totals": totals.run,
        "deadline": deadline.run,
    }
    return others.get(options.what, _pages)(options)


def _pages(options: Namespace) -> int:
    for program, package in (("wrk", "wrk"), ("nginx", "nginx-light")):
        if find(program) is None:
            raise CommandRefused(
                _("{program} is missing. Type: apt-get install {package}").format(
                    program=program, package=package
                )
            )
    before = machine.facts()
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as made:
        work = Path(made)
        source = DataFolder(Path(options.data) if options.data else work / "demo")
        told = _measure(source, work, options.rounds, options.seconds)
    told["machine"] = before
    print(table(told), file=sys.stderr)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return 1 if told["stale_answers"] or any(told[name]["errors"] for name in LIMITS) else 0


def _measure(source: DataFolder, work: Path, rounds: int, seconds: int) -> dict[str, Any]:
    """Measure on copies: the demonstration is left as it was."""
    building = [sys.executable, "-m", "nhip", "demo", "--no-serve", "--data", str(source.path)]
    if subprocess.run(building, stdout=sys.stderr, check=False).returncode:
        raise CommandRefused(
            _("The demonstration could not be built in {path}.").format(path=source.path)
        )
    source.take(Purpose.DEMONSTRATION)
    facts = source.read()["demo"]
    data, unbaked = work / "data", work / "unbaked"
    without_pages = shutil.ignore_patterns("pages.*")
    shutil.copytree(source.path, data, ignore=without_pages)
    visit(str(data))
    progress = ProgressBar()
    paths = {name: facts["pages"][name] for name in ("article", "home")}
    paths["written"] = writing.write()
    connections.close_all()  # what lies beside the database file goes into it
    shutil.copytree(data, unbaked, ignore=without_pages)
    progress.show(0.0, _("Rendering"))
    rendered = inside.renders(paths)
    family = ProcessFamily()
    try:
        bench = _Bench(family, work, paths)
        runs = bench.rounds(rounds, seconds, progress.part(0.05, 0.7))
        told: dict[str, Any] = {"rounds": rounds, "seconds": seconds}
        told |= {name: summary(runs[name], runs[limit]) for name, limit in LIMITS.items()}
        told["miss"]["sql"] = {name: facts["sql"] for name, facts in rendered.items()}
        told["miss"]["render_cpu_us"] = {name: one["cpu_us"] for name, one in rendered.items()}
        rate = median(one.rps for one in runs["hit"]) / 2
        seen, stale = bench.publishes(rate, progress.part(0.7, 0.95))
        progress.show(0.95, _("Rating a page"))
        beside = voting.another_article(bench.number)
        told["votes"] = voting.storm(bench.product, paths["article"], bench.number, beside)
        progress.show(0.97, _("Three large pictures at once"))
        told["uploads"] = search_beside_uploads(bench.product, bench.cookie)
        progress.show(0.98, _("Weighing a page"))
        told["page"] = weigh(bench.product, paths["article"])
    except Stopped as stopped:
        raise KeyboardInterrupt from stopped
    finally:
        family.end()
        progress.finish()
    told["publish_visible_ms"] = {
        "p50": round(percentile(seen, 0.5), 1),
        "p99": round(percentile(seen, 0.99), 1),
        "publishes": len(seen),
    }
    told["stale_answers"] = stale
    return told


class _Bench:
    """The servers of one run, all of them up from its beginning to its end."""

    def __init__(self, family: ProcessFamily, work: Path, paths: dict[str, str]) -> None:
        self.work = work
        self.paths = paths
        self.article = paths["article"]
        self.product = start_product(family, work / "data", bakes=True)
        self.unbaked = start_product(family, work / "unbaked", bakes=False)
        for server in (self.product, self.unbaked):
            _wait(family, server, "/-/ready")
        inside.bake(work / "baked", self.product.url("").rstrip("/"))
        static = work / "static"
        shutil.copytree(work / "baked" / HOST, static)
        self.nginx = start_nginx(family, work / "nginx", PLAIN.format(root=static))
        self.kept_open = start_nginx(family, work / "nginx-open", CACHED.format(root=static))
        include = f"include {work / 'baked' / 'nginx.conf'};"
        self.baked = start_nginx(family, work / "nginx-baked", include)
        for server in (self.nginx, self.kept_open, self.baked, self.product, self.unbaked):
            _wait(family, server, self.article)
        self.number, self.section = inside.article()
        self.cookie = inside.staff_cookie()

    def rounds(
        self, rounds: int, seconds: int, say: Callable[[float, str], None]
    ) -> dict[str, list[Run]]:
        """Load each server in turn, again and again."""
        runs: dict[str, list[Run]] = {name: [] for name in LIMITS}
        for done in range(rounds):
            for place, name in enumerate(LIMITS):
                share = (done + place / len(LIMITS)) / rounds
                say(share, _("Round {number}: {name}").format(number=done + 1, name=name))
                runs[name].append(self._one(name, seconds))
        return runs

    def _one(self, name: str, seconds: int) -> Run:
        server = self._server(name)
        headers, path = {}, self.paths["written" if name.endswith("_written") else "article"]
        if name.endswith("_gzip"):
            headers["accept_encoding"] = "gzip"
        if name.endswith("_304"):
            headers["if_none_match"] = ask(server, self.article)[1]
        if name != "mixed":
            return load(server, path, seconds, **headers)
        staff = staff_reading(server, list(self.paths.values()), self.cookie, count=2)
        with staff as seen, inside.purging("list:latest"):
            loaded = load(server, self.article, seconds)
        if set(seen) != {200}:
            raise CommandRefused(
                _("Pages asked for by staff were not answered: {seen}").format(seen=set(seen))
            )
        return loaded

    def _server(self, name: str) -> Server:
        others = {
            "nginx_files_kept_open": self.kept_open,
            "baked_behind_nginx": self.baked,
            "miss": self.unbaked,
        }
        return others.get(name, self.nginx if name.startswith("nginx") else self.product)

    def publishes(self, rate: float, say: Callable[[float, str], None]) -> tuple[list[float], int]:
        """Publish while readers read; ask at the front and at nginx for what was there before."""
        shown = [self.article, self.paths["home"], self.section]
        pages = [(server, path) for server in (self.product, self.baked) for path in shown]
        with readers(self.product, self.article, rate, 600, self.work):
            return inside.publishes(self.number, pages, lambda share: say(share, _("Publishing")))


def _wait(family: ProcessFamily, server: Server, path: str) -> None:
    if not family.wait(lambda: answers(server, path)):
        raise CommandRefused(_("A server of the benchmark has ended by itself."))
