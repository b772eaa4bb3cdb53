"""Spans of time that only say when: trong 12 giờ tới, 6 tháng gần nhất, sơ kết 1 năm, kế hoạch 5 năm."""

from __future__ import annotations

from itertools import pairwise

from .countable import phrases, words
from .kinds import Nature
from .place import NumberPlace
from .tokens import DASHES

TIMES = words("""
    giờ h phút ngày tuần tháng quý năm mùa vụ
""")
AHEAD = phrases("""
    gần nhất, gần đây, gần đó, tiếp theo, kế tiếp, sắp tới, trở lại, liền kề, trước đó, tới đây, sau đó,
    về trước
""")
"""After a word of time these reckon from now: 10 năm trở lại đây."""
SPENT = words("""
    mất đi chạy bay sau đường bộ thêm hết tốn cần
""")
"""Before "3 giờ tới" these make of "tới" the way's end: mất 3 giờ tới nơi."""
MEETINGS = frozenset({"nghị", "lễ", "buổi", "họp"})
PLANS = frozenset({"kế hoạch", "chiến lược", "trung hạn"})


def span(place: NumberPlace) -> Nature | None:
    """A span reckoned from now, or the first of two: 12 giờ tới; 24 đến 48 giờ tiếp theo."""
    if _reckoned(place, place.spot.last):
        return Nature.PHRASE
    joint = place.n1 in DASHES or place.n1 in ("đến", "tới", "hoặc")
    if joint and place.n2.isdigit() and _reckoned(place, place.spot.last + 2):
        return Nature.PHRASE
    return None


def _reckoned(place: NumberPlace, last: int) -> bool:
    word, after, more = (place.token(last + n).low for n in (1, 2, 3))
    if word not in TIMES:
        return False
    if "cách đây" in (place.led_by[0], f"{place.p3} {place.p2}"):
        return True
    if after in ("trước", "sau") and word in ("năm", "tháng", "tuần", "ngày"):
        return place.p1 not in SPENT and more not in ("thời", "hạn", "kế", "khi", "sinh", "mổ")
    if after == "tới":
        return place.p1 not in SPENT and more not in ("nơi", "bản", "xã", "khi", "lúc")
    return f"{after} {more}" in AHEAD or (after == "qua" and word in ("giờ", "h", "ngày"))


def gathering(place: NumberPlace) -> Nature | None:
    """The name of a meeting: Hội nghị sơ kết 1 năm thực hiện Đề án 06."""
    named = place.led_by[0] in ("sơ kết", "tổng kết") and place.p3 in MEETINGS
    return Nature.NAME if named and place.n1 in ("năm", "tháng") else None


def plan(place: NumberPlace) -> Nature | None:
    """The name of a plan: kế hoạch đầu tư công 5 năm."""
    if place.n1 != "năm" or place.amount not in (5, 10) or place.n2 in ("qua", "liền", "nay"):
        return None
    said = place.clause(9)
    pairs = {f"{first} {second}" for second, first in pairwise(said)}
    return Nature.NAME if pairs & PLANS and place.p1 not in ("trong", "sau", "qua") else None
