"""The same figures in DuckDB, as a measure of what adding them up must cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np

from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.language import _

PACKAGE = "duckdb"
TURNS = 5
PLACES = ("'B'", "province")
SPANS = ("month", "quarter", "year")


def require() -> None:
    """Raise CommandRefused where DuckDB is missing."""
    if find_spec(PACKAGE) is None:
        raise CommandRefused(
            _("DuckDB is missing. Type: {command}").format(
                command=f".venv/uv/bin/uv pip install --python .venv/bin/python {PACKAGE}"
            )
        )


class Pond:
    """Holds figures by province, unit, month and indicator."""

    def __init__(self, threads: int) -> None:
        self.base: Any = import_module(PACKAGE).connect(config={"threads": threads})
        self.base.execute(
            "CREATE TABLE figures (province INT, unit INT, year INT, quarter INT, month INT,"
            " indicator INT, amount BIGINT)"
        )

    def fill(
        self,
        month: tuple[int, int],
        units: Sequence[tuple[int, int]],
        amounts: Sequence[Sequence[int]],
    ) -> None:
        """Add a month: (province, unit) and the amounts of each in the order of the indicators."""
        year, number = month
        count = len(amounts[0])
        places = np.repeat(np.asarray(units, dtype=np.int32), count, axis=0)
        rows = {
            "province": places[:, 0],
            "unit": places[:, 1],
            "year": np.full(len(places), year, dtype=np.int32),
            "quarter": np.full(len(places), year * 4 + (number - 1) // 3, dtype=np.int32),
            "month": np.full(len(places), year * 12 + number - 1, dtype=np.int32),
            "indicator": np.tile(np.arange(count, dtype=np.int32), len(units)),
            "amount": np.asarray(amounts, dtype=np.int64).ravel(),
        }
        self.base.register("rows", rows)
        self.base.execute("INSERT INTO figures SELECT * FROM rows")
        self.base.unregister("rows")

    def seconds(self) -> float:
        """Return how long six roll-ups take together: country and provinces, by month, quarter and year."""
        return median(self._once() for _turn in range(TURNS))

    def _once(self) -> float:
        begun = time.perf_counter()
        for place in PLACES:
            for span in SPANS:
                self.base.execute(
                    f"SELECT {place} AS place, {span}, indicator, sum(amount), count(*)"  # noqa: S608
                    f" FROM figures GROUP BY ALL"
                ).fetchnumpy()
        return time.perf_counter() - begun
