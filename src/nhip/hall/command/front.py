"""The front's process: Granian with what answers readers. Django is never imported here."""

import json
import sys
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from nhip.hall.command.processes import PATIENCE, die_with_parent
from nhip.portal.delivery.front import Front, Setup

WORKERS = 2


def main(address: str, port: str, told: str) -> None:
    facts: dict[str, Any] = json.loads(told)
    facts |= {name: Path(facts[name]) for name in ("data", "static_root", "media_root")}
    setup = Setup(**facts)

    def load(*ignored: object) -> Any:
        die_with_parent()
        return Front(setup)

    server = Server(
        "nhip.portal.delivery.front:Front",
        address=address,
        port=int(port),
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        http=HTTPModes.http1,  # nobody speaks HTTP/2 without TLS; what is before us speaks it
        workers=WORKERS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=int(PATIENCE) - 2,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load)


if __name__ == "__main__":
    main(*sys.argv[1:])
