"""A mail server of our own: takes letters, or behaves as badly as it is told."""

from __future__ import annotations

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from nhip.kit.mail.rules import MailServer, Security


@dataclass
class Sink:
    """What it took, and how it behaves: silent, closing, refusing, busy; without a manner it is a good one."""

    manner: str = ""
    port: int = 0
    letters: list[tuple[str, str, bytes]] = field(default_factory=list)
    tried: int = 0

    def server(self, user: str = "", password: str = "", **said: object) -> MailServer:
        security = Security(said.get("security", Security.NONE))
        return MailServer("127.0.0.1", self.port, security, user, password, "nhip@example.vn")


class _Talk(socketserver.StreamRequestHandler):
    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        sink.tried += 1
        if sink.manner == "silent":
            self.server.over.wait(30)  # type: ignore[attr-defined]
            return
        if sink.manner == "closing":
            return
        self.say("220 sink")
        sender = to = ""
        while line := self.rfile.readline().decode().strip():
            word = line.upper()
            if word.startswith("EHLO"):
                self.wfile.write(b"250-sink\r\n250 AUTH PLAIN\r\n")
            elif word.startswith("AUTH"):
                given = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                good = given == ["nhip", "dung"]
                self.say("235 ok" if good else "535 5.7.8 wrong password")
            elif word.startswith("MAIL"):
                sender = line.split("<")[1].split(">")[0]
                self.say("451 4.3.2 too busy" if sink.manner == "busy" else "250 ok")
            elif word.startswith("RCPT"):
                to = line.split("<")[1].split(">")[0]
                self.say("550 5.1.1 no such box" if sink.manner == "refusing" else "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                taken = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    taken += part
                sink.letters.append((sender, to, taken))
                self.say(f"250 2.0.0 queued as {len(sink.letters)}")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("502 what?")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def sinking(manner: str = "") -> Iterator[Sink]:
    """Run a mail server on a port of its own."""
    sink = Sink(manner)
    with _Server(("127.0.0.1", 0), _Talk) as server:
        sink.port = server.server_address[1]
        server.sink, server.over = sink, threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield sink
        server.over.set()  # type: ignore[attr-defined]
        server.shutdown()
