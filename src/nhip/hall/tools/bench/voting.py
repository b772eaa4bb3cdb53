"""A storm of ratings on one page: how often it is rendered, and how long its readers wait meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.bench.loading import load
from nhip.hall.tools.bench.measuring import Run
from nhip.hall.tools.bench.servers import Server
from nhip.hall.tools.language import _

VOTES, SECONDS = 1000, 10
SENDERS = 4
FROM_ONE = 10  # ratings, the most that count from one network address
LOOKED_EVERY = 0.01  # seconds


def storm(server: Server, path: str, page: int, beside: int) -> dict[str, float]:
    """Load a page while it is rated, and while another is; return its renders, and the ratio of p99."""
    load(server, path, 1)
    with _voting(server, beside):
        quiet = load(server, path, SECONDS)
    with _renders(path) as seen, _voting(server, page):
        rated: Run = load(server, path, SECONDS)
    ratio = round(rated.p99_ms / quiet.p99_ms, 2)
    return {"renders": len(seen), "p99_ratio": ratio, "p99_ms": rated.p99_ms}


def another_article(number: int) -> int:
    """Return the number of an article beside this one."""
    from nhip.portal.news.models import ArticlePage

    return int(ArticlePage.objects.live().exclude(pk=number).values_list("pk", flat=True)[0])


@contextmanager
def _voting(server: Server, page: int) -> Iterator[None]:
    """Send the ratings of a storm, each from a browser of its own, ten from each of a hundred addresses."""
    begun, answers = time.monotonic(), [0] * VOTES
    senders = [
        threading.Thread(target=_send, args=(server, page, turn, begun, answers), daemon=True)
        for turn in range(SENDERS)
    ]
    for one in senders:
        one.start()
    try:
        yield
    finally:
        for one in senders:
            one.join(60)
    if taken := set(answers) - {302}:
        raise CommandRefused(_("Ratings were not taken: {seen}").format(seen=taken))


def _send(server: Server, page: int, turn: int, begun: float, answers: list[int]) -> None:
    says_from_here = {"Sec-Fetch-Site": "same-origin"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for vote in range(turn, VOTES, SENDERS):
        time.sleep(max(0.0, begun + vote * SECONDS / VOTES - time.monotonic()))
        origin = (f"127.0.{1 + page % 200}.{1 + vote // FROM_ONE}", 0)
        sending = HTTPConnection("127.0.0.1", server.port, timeout=30, source_address=origin)
        try:
            said = urlencode({"points": 1 + vote % 5})
            sending.request("POST", f"/y-kien/{page}/danh-gia/", said, says_from_here | form)
            answers[vote] = sending.getresponse().status
        finally:
            sending.close()


@contextmanager
def _renders(path: str) -> Iterator[set[float]]:
    """Yield the moments at which the page in the store was rendered, until the end of the block."""
    from nhip.portal.delivery.queries import store
    from nhip.portal.delivery.rules import key_of

    seen: set[float] = set()
    ended, key = threading.Event(), key_of("127.0.0.1", path, "")
    first = store().get(key)

    def look() -> None:
        while not ended.wait(LOOKED_EVERY):
            if page := store().get(key):
                seen.add(page.baked_at)

    one = threading.Thread(target=look, daemon=True)
    one.start()
    try:
        yield seen
    finally:
        ended.set()
        one.join(20)
        seen.discard(first.baked_at if first else 0.0)
