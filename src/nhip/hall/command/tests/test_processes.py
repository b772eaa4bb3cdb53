"""Children never outlive their parent, and a taken port is seen as taken."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from nhip.hall.command.processes import is_free

PARENT = """
import sys, time
from nhip.hall.command.processes import ProcessFamily, Stopped
family = ProcessFamily()
family.start("http.server", "0", "--bind", "127.0.0.1")
family.start("http.server", "0", "--bind", "127.0.0.1")
try:
    print(*(child.process.pid for child in family.children), flush=True)
    if "keep" in sys.argv:
        family.keep(lambda line, code, pause: print(code, pause, flush=True))
    family.wait(lambda: False)
    print("one ended", flush=True)
except Stopped:
    print("stopped", flush=True)
finally:
    family.end()
"""


def is_alive(pid):
    with suppress(OSError), open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def gone(pids, within=5.0):
    until = time.monotonic() + within
    while any(map(is_alive, pids)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def family(request):
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, *getattr(request, "param", ())], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    children = [int(word) for word in process.stdout.readline().split()]
    yield process, children
    process.kill()
    process.wait()
    process.stdout.close()


def test_children_die_with_a_parent_that_is_killed(family):
    parent, children = family
    assert all(map(is_alive, children))
    parent.kill()
    assert gone(children)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_the_parent_ends_its_children_first(family, sign):
    parent, children = family
    parent.send_signal(sign)
    assert parent.stdout.readline() == "stopped\n"
    assert parent.wait(15) == 0
    assert gone(children, within=0.1)


def test_when_one_child_ends_all_end(family):
    parent, children = family
    os.kill(children[0], signal.SIGKILL)
    assert parent.stdout.readline() == "one ended\n"
    assert parent.wait(15) == 0
    assert gone(children, within=0.1)


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return {int(word) for word in file.read().split()}


@pytest.mark.parametrize("family", [["keep"]], indirect=True)
def test_kept_up_a_child_that_ended_is_started_again_later_each_time(family):
    parent, (first, other) = family
    for pause in ("1.0", "2.0"):
        began = time.monotonic()
        os.kill(first, signal.SIGKILL)
        assert parent.stdout.readline() == f"-9 {pause}\n"
        while not (new := children_of(parent.pid) - {first, other}):
            assert time.monotonic() - began < 10
            assert is_alive(other)
        assert time.monotonic() - began >= float(pause)
        (first,) = new
    parent.send_signal(signal.SIGTERM)
    assert parent.stdout.readline() == "stopped\n"
    assert parent.wait(15) == 0
    assert gone([first, other], within=0.1)


def test_a_port_that_another_program_shares_is_taken():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not is_free("127.0.0.1", port)
    assert is_free("127.0.0.1", port)
