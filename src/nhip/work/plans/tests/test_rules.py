from datetime import date

import pytest

from nhip.work.plans.rules import counted_under, length_words, sum_words

MONTH = (date(2021, 1, 1), date(2021, 2, 1))
QUARTER = (date(2021, 1, 1), date(2021, 4, 1))
HALF = (date(2021, 1, 1), date(2021, 7, 1))
YEAR = (date(2021, 1, 1), date(2022, 1, 1))
NOTHING = (None, None)


@pytest.mark.parametrize(
    ("kind", "about", "keys"),
    [
        ("directive", NOTHING, ["directives"]),
        ("plan", YEAR, ["plans_yearly"]),
        ("plan", MONTH, []),
        ("programme", MONTH, ["programmes"]),
        ("programme", YEAR, []),
        ("report", MONTH, ["reports_notices"]),
        ("notice", QUARTER, ["reports_notices"]),
        ("report", YEAR, ["reports_notices"]),
        ("report", HALF, []),
        ("notice", NOTHING, []),
        ("decision", NOTHING, []),
    ],
)
def test_each_paper_counts_under_its_own_indicator(kind, about, keys):
    assert counted_under(kind, *about) == keys


def test_sums_are_told_as_prose_tells_them():
    assert sum_words([60, 60, 24]) == "60 + 60 + 24, ba loạt"
    assert sum_words([1200] * 11).endswith(" + 1.200, 11 loạt")
    assert length_words({1: 240, 3: 60, 12: 15}) == "240 tháng, 60 quý, 15 năm"
