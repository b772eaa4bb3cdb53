"""Start the front, Django and the worker as one family, and wait until somebody ends it."""

import http.client
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from pathlib import Path

import django
import structlog
from django.db import connection
from django.utils import timezone

from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.language import _
from nhip.hall.command.processes import ProcessFamily, Stopped, is_free

log = structlog.get_logger(__name__)


def check_port(address: str, port: int) -> None:
    """Refuse a port that something else holds, or that this user may not open."""
    try:
        if is_free(address, port):
            return
    except OSError as error:
        raise CommandRefused(
            _("Port {port} on {address} cannot be opened: {reason}. Choose another one, for"
              " example: --port 8000").format(port=port, address=address, reason=error.strerror)
        ) from error  # fmt: skip
    raise CommandRefused(
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
        raise CommandRefused(
            _("The demonstration answers on this machine only: {address} is not 127.0.0.1.").format(
                address=address
            )
        )


def base_url(address: str, port: int) -> str:
    return f"http://{f'[{address}]' if ':' in address else address}:{port}"


def serve(address: str, port: int, ready: Callable[[], None], *, bakes: bool = True) -> int:
    """Serve until told to end; 1 when it could not begin. `bakes`: keep pages once rendered.

    A part that ends by itself afterwards is started again: pages that lie ready go on meanwhile.
    """
    os.environ.setdefault("NHIP_BASE_URL", base_url(address, port))
    django.setup()
    from nhip.portal.delivery.actions import begin

    begin(at=timezone.now())
    connection.close()
    family = ProcessFamily()
    with tempfile.TemporaryDirectory(prefix="nhip-") as folder:  # a socket's path must be short
        socket = str(Path(folder) / "django")
        try:
            family.start("nhip.hall.command.web", socket)
            family.start(
                "nhip.hall.command.front", address, str(port), _told_to_front(socket, bakes)
            )
            family.start("nhip.hall.command.worker")
            if family.wait(lambda: _answers(address, port)):
                ready()
                family.keep(_say_that_it_ended)
            print(_("A part of Nhịp has ended by itself; ending the rest."), file=sys.stderr)
            return 1
        except Stopped:
            print(_("Ending."), file=sys.stderr)
            return 0
        finally:
            family.end()


def _say_that_it_ended(line: Sequence[str], code: int, pause: float) -> None:
    part = line[2].rpartition(".")[2]  # python -m nhip.….part
    log.error("part_ended", part=part, code=code, again_in_seconds=pause)


def _told_to_front(socket: str, bakes: bool) -> str:
    """Return what the front must know of the settings, which it cannot read itself."""
    from django.conf import settings

    return json.dumps(
        {
            "data": str(settings.DATA),
            "socket": socket,
            "static_url": settings.STATIC_URL,
            "static_root": str(settings.STATIC_ROOT),
            "media_url": settings.MEDIA_URL,
            "media_root": str(settings.MEDIA_ROOT),
            "zone": settings.TIME_ZONE,
            "trusted_proxies": settings.TRUSTED_PROXIES,
            "is_https": settings.IS_HTTPS,
            "bakes": bakes,
        }
    )


def _answers(address: str, port: int) -> bool:
    connection = http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.request("GET", "/-/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
