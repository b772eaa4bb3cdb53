"""`nhip bench numbers`: how quick a text is scanned for its numbers, beside its search key, in one run."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from statistics import median
from typing import Any

from nhip.hall.tools.bench import machine
from nhip.hall.tools.language import _
from nhip.kit.text.rules import fold
from nhip.office.figures.rules import Kind, numbers

WORDS = 2000
MOST_MS = 20.0
TURNS = 15  # of each in a round
NAMES = tuple(f"Tiểu đoàn {number}" for number in range(1, 401))
SENTENCES = (
    "Sáng 28/7/2022, lúc 8 giờ 30, Tiểu đoàn 12 mở ba lớp cho 1.247 học viên, đạt 94,7 % kế hoạch năm.",
    "Theo Kế hoạch số 15/KH-BTM, năm đơn vị ở hai huyện góp 12 tỷ 500 triệu đồng và hơn ba nghìn ngày công.",
    "Đội hình hành quân qua những con đường ven sông, trong tiếng hát của chiến sĩ trẻ và lời chào của bà con.",
)


def run(options: Namespace) -> int:
    """Measure and tell; 1 when scanning took longer than it may."""
    before = machine.facts()
    words = " ".join(SENTENCES).split()
    text = " ".join((words * (WORDS // len(words) + 1))[:WORDS])
    rounds = [
        (_ms(lambda: numbers(text, NAMES)), _ms(lambda: fold(text)))
        for _turn in range(options.rounds)
    ]
    found = numbers(text, NAMES)
    told: dict[str, Any] = {
        "words": WORDS,
        "numbers": len(found),
        "figures": sum(one.kind == Kind.FIGURE for one in found),
        "names": len(NAMES),
        "scan_ms": round(median(scan for scan, _key in rounds), 2),
        "search_key_ms": round(median(key for _scan, key in rounds), 2),
        "ratio": round(median(scan / key for scan, key in rounds), 2),
        "machine": before,
    }
    line = _(
        "{words} words, {numbers} numbers: scanned in {scan_ms} ms of CPU, {ratio} × their search key"
    )
    print(line.format(**told), file=sys.stderr)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return 1 if told["scan_ms"] > MOST_MS else 0


def _ms(work: Callable[[], object]) -> float:
    """Return the median milliseconds of CPU of one turn, after one that warms up."""
    work()
    spent = []
    for _turn in range(TURNS):
        before = time.process_time()
        work()
        spent.append((time.process_time() - before) * 1000)
    return median(spent)
