"""Loading a server with wrk, and what else goes on at the same time."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from nhip.hall.tools.bench.measuring import Run, read_wrk
from nhip.hall.tools.bench.servers import Server

CONNECTIONS = 16


def load(server: Server, path: str, seconds: int, **headers: str) -> Run:
    """Load one address from one thread with sixteen connections, as wrk does it."""
    said = [f"-H{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    line = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "--latency"]
    before = server.cpu_us()
    done = subprocess.run(
        [*line, *said, server.url(path)], check=True, capture_output=True, text=True
    )
    run, count = read_wrk(done.stdout)
    return replace(run, cpu_us=(server.cpu_us() - before) / max(1, count))


@contextmanager
def readers(server: Server, path: str, rps: float, seconds: int, folder: Path) -> Iterator[None]:
    """Have readers ask for a page at about this rate until the end of the block."""
    connections = 2 * CONNECTIONS
    script = folder / "delay.lua"
    script.write_text(f"function delay() return {max(1, int(1000 * connections / rps))} end\n")
    line = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), server.url(path)]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def ask(server: Server, path: str, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Return the status, entity tag and text of one answer, over a connection of its own."""
    asking = HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        asking.request("GET", path, headers=headers or {})
        answer = asking.getresponse()
        return answer.status, answer.headers.get("etag", ""), answer.read().decode(errors="replace")
    finally:
        asking.close()


@contextmanager
def staff_reading(server: Server, paths: list[str], cookie: str, count: int) -> Iterator[list[int]]:
    """Have so many people of ours read pages, one after another, past the store; yield the statuses."""
    ended = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not ended.is_set():
            for path in paths:
                try:
                    seen.append(ask(server, path, {"Cookie": cookie})[0])
                except (OSError, HTTPException):
                    seen.append(0)

    people = [threading.Thread(target=read, daemon=True) for _ in range(count)]
    for one in people:
        one.start()
    try:
        yield seen
    finally:
        ended.set()
        for one in people:
            one.join(20)
