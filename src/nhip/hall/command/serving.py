"""Start the web server and the worker as one family, and wait until somebody ends it."""

import http.client
import os
import sys
from collections.abc import Callable
from ipaddress import ip_address

from nhip.hall.command.folder import Refused
from nhip.hall.command.language import _
from nhip.hall.command.processes import Family, Stopped, is_free


def check_port(address: str, port: int) -> None:
    """Refuse a port that something else holds, or that this user may not open."""
    try:
        if is_free(address, port):
            return
    except OSError as error:
        raise Refused(
            _("Port {port} on {address} cannot be opened: {reason}. Choose another one, for"
              " example: --port 8000").format(port=port, address=address, reason=error.strerror)
        ) from error  # fmt: skip
    raise Refused(
        _("Port {port} on {address} is taken. Choose another one, for example:"
          " --port {other}").format(port=port, address=address, other=port + 1)
    )  # fmt: skip


def check_loopback(address: str) -> None:
    """Refuse to show the demonstration to other machines."""
    try:
        is_here = ip_address(address).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise Refused(
            _("The demonstration answers on this machine only: {address} is not 127.0.0.1.").format(
                address=address
            )
        )


def base_url(address: str, port: int) -> str:
    return f"http://{f'[{address}]' if ':' in address else address}:{port}"


def serve(address: str, port: int, ready: Callable[[], None]) -> int:
    """Serve until told to end; 1 when a part ended by itself."""
    os.environ["NHIP_BASE_URL"] = base_url(address, port)
    family = Family()
    try:
        family.start("nhip.hall.command.web", address, str(port))
        family.start("nhip.hall.command.worker")
        if family.wait(lambda: _answers(address, port)):
            ready()
            family.wait(lambda: False)
        print(_("A part of Nhịp has ended by itself; ending the rest."), file=sys.stderr)
        return 1
    except Stopped:
        print(_("Ending."), file=sys.stderr)
        return 0
    finally:
        family.end()


def _answers(address: str, port: int) -> bool:
    connection = http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.request("GET", "/-/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
