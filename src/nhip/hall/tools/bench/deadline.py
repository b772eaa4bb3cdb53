"""`nhip bench deadline`: many units hand in at once over HTTP at a running product, figures of theirs cited."""

import json
import sys
import threading
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.processes import ProcessFamily
from nhip.hall.tools.bench import machine
from nhip.hall.tools.bench.building import Size, country_folder
from nhip.hall.tools.bench.measuring import percentile
from nhip.hall.tools.bench.servers import Server, answers, start_product
from nhip.hall.tools.language import _

if TYPE_CHECKING:
    from nhip.hall.command.progress import ProgressBar

CLIENTS = 16
SECONDS = 15
A_SECOND = 80  # drafts that are kept ready for each second
TOKEN = "k" * 32  # any will do that cookie and field agree on
PATIENCE = 60.0  # seconds for one answer


@dataclass(frozen=True)
class SealedDraft:
    """A draft as it is sent: its report, where to, whose it is, what it says."""

    report: int
    path: str
    session: str
    body: str


@dataclass
class Rush:
    """What many clients sent, and what came back."""

    took: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def run(options: Namespace) -> int:
    """Measure and tell; 1 when a report was lost, doubled or refused."""
    before = machine.facts()
    size = Size.at(options.scale, drafts=SECONDS * A_SECOND, first_drafts=0)
    told = measure(options, size)
    told["machine"] = before
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(json.dumps(told, ensure_ascii=False, indent=1), file=sys.stderr)
    return 1 if told["lost"] or told["doubled"] or told["errors"] else 0


def measure(options: Namespace, size: Size) -> dict[str, Any]:
    """Build a country of this size, serve it, and let its units hand in for some seconds."""
    with country_folder(options) as (folder, progress):
        letters, cited = _letters(size, progress)
        folder.note(demo={})  # else the product would begin it anew
        folder.lock.close()  # it is the product's now
        family = ProcessFamily()
        try:
            server = start_product(family, folder.path, bakes=True)
            progress.show(0.8, _("Waiting for the product"))
            if not family.wait(lambda: answers(server, "/-/ready")):
                raise CommandRefused(_("A server of the benchmark has ended by itself."))
            progress.show(0.9, _("Handing in"))
            return _rush(server, letters) | {"cited": cited}
        finally:
            family.end()
            folder.note(demo=None)


def _letters(size: Size, progress: "ProgressBar") -> tuple[list[SealedDraft], int]:
    """Build the country and seal what its units are about to send."""
    from django.conf import settings
    from django.db import connection
    from django.urls import reverse

    from nhip.hall.tools.bench.country import found
    from nhip.hall.tools.bench.desk import CountryDesk, signed_in

    building = progress.part(0.05, 0.75)
    country, drafts = found(
        size, lambda _country, _drafts: None, lambda share: building(share, _("Building a country"))
    )
    country.cited.cite()
    desk, letters = CountryDesk(country), []
    for report in drafts:
        client = signed_in(country.reporter(report))
        fields = desk.posted(report) | {"csrfmiddlewaretoken": TOKEN}
        letters.append(
            SealedDraft(
                report.pk,
                reverse("reports:entry", args=[report.pk]),
                client.cookies[settings.SESSION_COOKIE_NAME].value,
                urlencode(fields),
            )
        )
    connection.close()
    return letters, len(country.cited.keys)


def _rush(server: Server, letters: Sequence[SealedDraft]) -> dict[str, Any]:
    waiting: SimpleQueue[SealedDraft] = SimpleQueue()
    for each in letters:
        waiting.put(each)
    _send(server, waiting, Rush(), until=None)  # one that warms up
    before, begun = server.cpu_of_parts(), time.monotonic()
    rush, until = Rush(), begun + SECONDS
    clients = [
        threading.Thread(target=_send, args=(server, waiting, rush, until)) for _n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    took = time.monotonic() - begun
    spent = {name: us - before.get(name, 0.0) for name, us in server.cpu_of_parts().items()}
    answered = max(1, len(rush.acknowledged))
    return {
        "clients": CLIENTS,
        "seconds": round(took, 1),
        "acknowledged": len(rush.acknowledged),
        **kept(rush),
        "errors": sum(rush.errors.values()),
        "amiss": dict(rush.errors),
        "per_s": round(len(rush.acknowledged) / took, 1),
        "p95_ms": round(percentile(rush.took, 0.95) * 1000),
        "max_ms": round(max(rush.took) * 1000),
        "server_cpu_ms": round((spent["web"] + spent["front"]) / 1000 / answered, 1),
        "worker_cpu_ms": round(spent["worker"] / 1000 / answered, 1),
    }


def _send(
    server: Server, waiting: "SimpleQueue[SealedDraft]", rush: Rush, until: float | None
) -> None:
    """Send one letter after another until the time is over, or one alone."""
    sending = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    while until is None or time.monotonic() < until:
        try:
            letter = waiting.get_nowait()
        except Empty:
            break
        begun = time.monotonic()
        rush.sent.append(letter.report)
        try:
            sending.request("POST", letter.path, letter.body, _heads(letter))
            answer = sending.getresponse()
            answer.read()
            if answer.status == 302 and "/ban/" in answer.headers.get("Location", ""):
                rush.acknowledged.append(letter.report)
            else:
                rush.errors[str(answer.status)] += 1
        except (OSError, HTTPException) as error:
            rush.errors[type(error).__name__] += 1
            sending.close()
        rush.took.append(time.monotonic() - begun)
        if until is None:
            break
    sending.close()


def _heads(letter: SealedDraft) -> dict[str, str]:
    from django.conf import settings

    cookies = {settings.SESSION_COOKIE_NAME: letter.session, settings.CSRF_COOKIE_NAME: TOKEN}
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }


def kept(rush: Rush) -> dict[str, int]:
    """Return how many of what was sent is stored, lost though acknowledged, or stored twice."""
    from nhip.work.reports.models import Revision

    found = Revision.objects.filter(report__in=rush.sent).values_list("report", flat=True)
    times = Counter(found)
    return {
        "stored": len(times),
        "lost": sum(times[each] == 0 for each in rush.acknowledged),
        "doubled": sum(count > 1 for count in times.values()),
    }
