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

PR_SET_PDEATHSIG = 1
PATIENCE = 10.0  # seconds a child has for finishing what it does


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


class ProcessFamily:
    """One parent in the foreground and its children: when one ends, all end."""

    def __init__(self) -> None:
        self.children: list[subprocess.Popen[bytes]] = []
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop)

    def _stop(self, sign: int, frame: object) -> None:
        raise Stopped

    def start(self, module: str, *arguments: str) -> None:
        """Start one of our modules as a child; Ctrl-C reaches it through the parent only."""
        self.run([sys.executable, "-m", module, *arguments])

    def run(self, line: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a program as a child."""
        child = subprocess.Popen(
            line,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            preexec_fn=die_with_parent,
            process_group=0,
        )
        self.children.append(child)
        return child

    def wait(self, until: Callable[[], bool]) -> bool:
        """Wait for the condition; False when a child ended before."""
        while not until():
            if any(child.poll() is not None for child in self.children):
                return False
            time.sleep(0.05)
        return True

    def end(self) -> None:
        """End all children, politely first."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        for child in self.children:
            child.terminate()
        patience = time.monotonic() + PATIENCE
        for child in self.children:
            try:
                child.wait(max(0.1, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
