"""What a run says, and what many runs say together. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Run:
    """One load on one server. `cpu_us` is what its processes used for a request."""

    rps: float
    p50_ms: float
    p99_ms: float
    cpu_us: float = 0.0
    errors: int = 0


class UnknownOutput(Exception):
    """wrk said something else than it does."""


def read_wrk(said: str) -> tuple[Run, int]:
    """Return what `wrk --latency` printed, and how many requests were answered."""
    errors = 0
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)", said):
        errors += int(bad[1])
    if socket := re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said
    ):
        errors += sum(map(int, socket.groups()))
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    count = re.search(r"(\d+) requests in ", said)
    if not rate or not count:
        raise UnknownOutput(said)
    p50, p99 = (_milliseconds(said, share) for share in ("50", "99"))
    return Run(float(rate[1]), p50, p99, errors=errors), int(count[1])


def _milliseconds(said: str, share: str) -> float:
    found = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m) *$", said, re.MULTILINE)
    if not found:
        raise UnknownOutput(said)
    return round(float(found[1]) * _UNITS[found[2]], 3)


def summary(runs: Sequence[Run], limits: Sequence[Run]) -> dict[str, float]:
    """Return the medians of the rounds; ratios to the limit are taken inside each round."""
    pairs = list(zip(runs, limits, strict=True))
    return {
        "rps": round(median(run.rps for run in runs), 1),
        "p50_ms": round(median(run.p50_ms for run in runs), 2),
        "p99_ms": round(median(run.p99_ms for run in runs), 2),
        "cpu_us": round(median(run.cpu_us for run in runs), 1),
        "ratio": round(median(run.rps / limit.rps for run, limit in pairs), 4),
        "cpu_ratio": round(median(run.cpu_us / (limit.cpu_us or 1) for run, limit in pairs), 2),
        "errors": sum(run.errors for run in runs),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not pass."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]
