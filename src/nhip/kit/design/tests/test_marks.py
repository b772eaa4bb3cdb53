import pytest
from django.utils import translation

from nhip.kit.design import marks
from nhip.kit.design.templatetags import design

STATES = ("done", "dlate", "sent", "open", "back", "late", "wait", "na")


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_own_shape_and_words(state):
    others = [other for other in STATES if other != state]
    shape = marks.beat(state).split(">", 1)[1]
    assert shape not in [marks.beat(other).split(">", 1)[1] for other in others]
    assert marks.state_words(state) not in [marks.state_words(other) for other in others]
    assert f'aria-label="{marks.state_words(state)}"' in design.beat(state, "auto")


def test_a_beat_beside_words_is_silent_and_one_alone_speaks_safely():
    assert 'aria-hidden="true"' in marks.beat("done")
    assert 'aria-label="Đơn vị &lt;07&gt;"' in marks.beat("done", "Đơn vị <07>")


def test_coverage_draws_one_mark_a_source_and_lowers_the_missing():
    drawn = marks.coverage(14, 20, "đơn vị")
    assert drawn.count("<rect") == 20
    assert drawn.count('class="low"') == 6
    assert "14 trong 20 đơn vị" in drawn


def test_coverage_of_many_is_one_bar_in_proportion():
    drawn = marks.coverage(50, 100, "loạt")
    assert drawn.count("<rect") == 2
    assert '<rect width="119.0"' in drawn


def chart(*rows, **kwargs):
    return marks.BarChart(
        title="Lớp theo năm",
        labels=["2020", "2021"],
        series=[marks.Series("a", row) for row in rows],
        **kwargs,
    )


def test_a_gap_is_not_zero():
    assert chart([None, 3]).totals() == [None, 3]
    assert chart([None, 3], [2, None]).totals() == [2, 3]
    with translation.override("vi"):
        assert chart([None, 3]).in_words() == "Lớp theo năm: 2020 không có số liệu, 2021 3"
    assert marks.bar_chart(chart([None, 3])).count("<rect") == 1


def test_bars_start_at_zero_and_keep_their_proportion():
    import re

    heights = [
        float(h)
        for h in re.findall(r'<rect[^>]* height="([\d.]+)"', marks.bar_chart(chart([2, 4])))
    ]
    assert heights[1] == pytest.approx(heights[0] * 2)


def test_a_single_series_ends_in_amber_and_stacks_keep_their_order():
    assert marks.bar_chart(chart([1, 2])).count('class="last"') == 1
    stacked = marks.bar_chart(chart([1, 2], [3, 4]))
    assert stacked.count('class="s1"') == stacked.count('class="s2"') == 2
    assert 'class="last"' not in stacked


def test_totals_may_be_written_as_people_write_them():
    drawn = marks.bar_chart(chart([1200, 1500], texts=["1.200", "1.500"]))
    assert ">1.200</text>" in drawn
    assert "2020 1.200, 2021 1.500" in drawn


def test_nothing_at_all_still_draws():
    assert marks.bar_chart(chart([None, None])).count("<rect") == 0
    assert "<rect" not in marks.sparkline([None], "Theo năm")


def test_a_sparkline_says_its_values():
    with translation.override("vi"):
        assert 'aria-label="Theo năm: 4, không có số liệu, 6"' in marks.sparkline(
            [4, None, 6], "Theo năm"
        )


def test_a_heat_cell_is_a_link_only_where_something_opens():
    late = design.heat_cell("late", "Đơn vị 09, tháng 6", "/bc/7/", days=27)
    assert late.startswith('<a class="cell late" href="/bc/7/"')
    assert 'aria-label="Đơn vị 09, tháng 6: quá hạn, 27 ngày"' in late
    assert ">27</span>" in late
    assert ">99+</span>" in design.heat_cell("late", "Đơn vị 09", "/bc/7/", days=1612)
    assert design.heat_cell("wait", "Đơn vị 09, tháng 12").startswith("<span")


def test_an_empty_part_of_the_page_stays_away():
    assert design.wrap(" \n ", "aside", "panels", "Thêm") == ""
    assert design.wrap("<p>x</p>", "aside", "panels", "Thêm") == (
        '<aside class="panels" aria-label="Thêm"><p>x</p></aside>'
    )
