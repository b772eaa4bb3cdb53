"""What is loaded: the product with its store and without, and two servers of nginx."""

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from nhip.hall.command.processes import ProcessFamily, is_free

TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")  # microseconds

_NGINX = """\
{user}
daemon off;
worker_processes 2;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} reuseport;
        {inside}
    }}
}}
"""
PLAIN = """\
root {root};
        gzip_static on;"""
CACHED = f"""\
{PLAIN}
        open_file_cache max=1000 inactive=60s;
        open_file_cache_valid 60s;"""


@dataclass(frozen=True)
class Server:
    """A server and the process all its others come from."""

    port: int
    pid: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu_us(self) -> float:
        """Return the CPU time that its processes have used."""
        return sum(map(_ticks, _tree(self.pid))) * TICK

    def cpu_of_parts(self) -> dict[str, float]:
        """Return the same for each part of the product: web, front, worker."""
        spent: dict[str, float] = {}
        for pid in _children(self.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            spent[words[2].rpartition(".")[2]] = sum(map(_ticks, _tree(pid))) * TICK
        return spent


def find(program: str) -> str | None:
    """Return where a program lies; a server's does not lie on everybody's PATH."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def start_nginx(family: ProcessFamily, folder: Path, inside: str) -> Server:
    """Start nginx with two workers on a free port."""
    port = free_port()
    return Server(port, family.run(nginx(folder, port, inside)).pid)


def nginx(folder: Path, port: int, inside: str) -> list[str]:
    """Write a configuration of its own in a new folder; return the line that starts nginx with it."""
    folder.mkdir(parents=True)
    user = "user root;" if os.geteuid() == 0 else ""  # the files are only ours
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(user=user, folder=folder, port=port, inside=inside))
    return [find("nginx") or "nginx", "-p", str(folder), "-e", "stderr", "-c", str(config)]


def start_product(family: ProcessFamily, data: Path, *, bakes: bool) -> Server:
    """Start the demonstration in a folder on a free port."""
    port = free_port()
    module = "nhip.hall.tools.bench.product"
    process = family.run([sys.executable, "-m", module, str(data), str(port), str(int(bakes))])
    return Server(port, process.pid)


def free_port() -> int:
    return next(port for port in range(18_100, 19_000) if _take(port))


_taken: set[int] = set()


def _take(port: int) -> bool:
    if port in _taken or not is_free("127.0.0.1", port):
        return False
    _taken.add(port)
    return True


def answers(server: Server, path: str) -> bool:
    """Does the server answer as it should?"""
    asking = HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        asking.request("GET", path)
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()


def _tree(pid: int) -> Iterable[int]:
    yield pid
    for child in _children(pid):
        yield from _tree(child)


def _children(pid: int) -> Iterable[int]:
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())
    except OSError:
        return


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
