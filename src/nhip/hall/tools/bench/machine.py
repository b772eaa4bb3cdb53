"""On what the benchmark ran."""

import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

SYNCS = 50


def facts() -> dict[str, Any]:
    """Return interpreter, processor, disk and what else was going on."""
    cpu = Path("/proc/cpuinfo").read_text()
    models = [line.partition(":")[2].strip() for line in cpu.splitlines() if "model name" in line]
    return {
        "interpreter": f"{platform.python_implementation()} {platform.python_version()}",
        "executable": str(Path(sys.executable).resolve()),
        "cpu": models[0] if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "fdatasync_ms": _sync_ms(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _sync_ms() -> float:
    spent = []
    with tempfile.TemporaryFile() as file:
        for _turn in range(SYNCS):
            file.write(b"x" * 4096)
            file.flush()
            before = time.perf_counter()
            os.fdatasync(file.fileno())
            spent.append((time.perf_counter() - before) * 1000)
    return round(median(spent), 3)
