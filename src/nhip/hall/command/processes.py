"""Processes that live and die together, and a port that is really free."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

PR_SET_PDEATHSIG = 1
PATIENCE = 10.0  # seconds a child has for finishing what it does
LONGEST_PAUSE = 60.0  # seconds before a child that keeps ending is started once more
STEADY = 120.0  # seconds of life after which a child's earlier ends are forgotten


def die_with_parent() -> None:
    """Ask the kernel to end this process at once when its parent is gone, whatever ended that."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went in between
        os.kill(os.getpid(), signal.SIGKILL)


def is_free(address: str, port: int) -> bool:
    """Try the port without SO_REUSEPORT: the web server, which sets it, would share it silently."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


class Stopped(Exception):
    """Somebody asked us to end."""


@dataclass
class Child:
    """A child, what started it, since when it lives, and how often it ended soon after its start."""

    line: Sequence[str]
    process: subprocess.Popen[bytes]
    began: float
    ends: int = 0
    again: float | None = None  # when it is started again, where it has ended


class ProcessFamily:
    """One parent in the foreground and its children: when it ends, all end."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop)

    def _stop(self, sign: int, frame: object) -> None:
        raise Stopped

    def start(self, module: str, *arguments: str) -> None:
        """Start one of our modules as a child; Ctrl-C reaches it through the parent only."""
        self.run([sys.executable, "-m", module, *arguments])

    def run(self, line: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a program as a child."""
        process = _begun(line)
        self.children.append(Child(line, process, time.monotonic()))
        return process

    def wait(self, until: Callable[[], bool]) -> bool:
        """Wait for the condition; False when a child ended before."""
        while not until():
            if any(child.process.poll() is not None for child in self.children):
                return False
            time.sleep(0.05)
        return True

    def keep(self, say: Callable[[Sequence[str], int, float], None]) -> NoReturn:
        """Start again whatever ends, the others going on, until `Stopped`.

        Each pause doubles, from a second to `LONGEST_PAUSE`; a child that lived for `STEADY` seconds
        begins anew. `say` is told its line, its exit code and the seconds until it is started again.
        """
        while True:
            for child in self.children:
                self._look_after(child, time.monotonic(), say)
            time.sleep(0.1)

    def _look_after(
        self, child: Child, now: float, say: Callable[[Sequence[str], int, float], None]
    ) -> None:
        if child.again is not None:
            if now >= child.again:
                child.process, child.began, child.again = _begun(child.line), now, None
        elif (code := child.process.poll()) is not None:
            child.ends = 0 if now - child.began >= STEADY else child.ends
            pause = min(2.0**child.ends, LONGEST_PAUSE)
            child.ends, child.again = min(child.ends + 1, 10), now + pause
            with suppress(ProcessLookupError):  # what it started must not go on beside the next one
                os.killpg(child.process.pid, signal.SIGKILL)
            say(child.line, code, pause)

    def end(self) -> None:
        """End all children, politely first."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        processes = [child.process for child in self.children]
        for process in processes:
            process.terminate()
        patience = time.monotonic() + PATIENCE
        for process in processes:
            try:
                process.wait(max(0.1, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _begun(line: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        line,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        preexec_fn=die_with_parent,
        process_group=0,
    )
