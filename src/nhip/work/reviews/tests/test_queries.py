from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT
from nhip.office.figures.actions import accept_change, compare_noted, pin, unpin
from nhip.office.figures.choices import Format
from nhip.office.figures.models import Pin
from nhip.organisation.periods.actions import open_calendar, open_period
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.registry import open_at
from nhip.work.commendations.tests.makers import awarded, decision
from nhip.work.forms.actions import add_rows, add_section, publish_form, write_form
from nhip.work.indicators.actions import Posting, define_indicator, put
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator
from nhip.work.reviews.actions import add_review, approve_review, set_figures
from nhip.work.reviews.choices import FigureStanding
from nhip.work.reviews.queries import changed, choices, follow, shown_figures, summary
from nhip.work.reviews.rules import HOLDER, FigureAsked
from nhip.work.training.tests.makers import attended, held

from .world import build


@pytest.fixture
def world(cast):
    return build(cast)


def defined(key, name="", *, by, at):
    """An indicator that units report."""
    fields = {"name": name or key, "definition": key, "origin": Origin.COLLECTED}
    return define_indicator(key, fields, by=by, at=at)


def ask(review, key, name, *, by):
    """Define an indicator, and let a review ask for it after those it asks for already."""
    indicator = defined(key, name, by=by, at=AT)
    there = [FigureAsked(each.key, each.format) for each in review.figures.order_by("sort_order")]
    set_figures(review, [*there, FigureAsked(key)], by=by, at=AT)
    return indicator


def test_closing_a_unit_lists_the_reviews_of_its_organs_nobody_has_approved(cast, world):
    def listed():
        found = open_at([cast.root.pk], AT.date(), closes=True)
        return {each.url: str(each.words) for each in found if each.key.startswith("reviews")}

    review = world.review
    assert review.title in listed()[review.get_absolute_url()]
    approve_review(review, by=cast.chief, at=AT)
    assert review.get_absolute_url() not in listed()


def by_key(shown):
    return {each.figure.key: each for each in shown}


def test_figures_stand_in_their_order_with_value_and_coverage(world):
    shown = shown_figures(world.review)
    assert [each.figure.key for each in shown][:3] == ["classes", "trainees", "plans_appraised"]
    first = shown[0]
    assert (first.value, first.resolved.coverage) == ("2", "")  # classes as they stand
    assert (shown[1].resolved.n, shown[1].resolved.of_n) == (1, 2)  # people, of two classes
    assert by_key(shown)["directives"].value == "02"
    assert first.before is None


def test_a_figure_goes_from_open_to_approved_to_cited_to_changed(cast, world, letters):
    def now():
        return by_key(shown_figures(world.review))["programmes"]

    assert now().standing == FigureStanding.OPEN
    approve_review(world.review, by=cast.chief, at=AT)
    assert now().standing == FigureStanding.APPROVED
    pin(now().reference, holder="test.letter", holder_id=1, by=cast.editor, at=AT)
    assert now().standing == FigureStanding.FRESH
    strike_document(world.programme, reason="ghi trùng", by=cast.planner, at=timezone.now())
    compare_noted()
    shown = shown_figures(world.review)
    assert by_key(shown)["programmes"].standing == FigureStanding.CHANGED
    [approved], [cited] = (note.items for note in changed(shown))
    assert [told.pin.holder for told in (cited, approved)] == ["test.letter", HOLDER]
    told = cited
    assert (told.pin.written, told.pin.written_now) == ("2", "1")
    assert told.causes[0].cause.words == "Văn bản 01/programme-BCH bị gỡ: ghi trùng."
    assert told.causes[0].author == "trợ lý kế hoạch, Cơ quan gốc"
    assert told.link == f"/lam-viec/van-ban/{world.programme.pk}/"
    assert summary(shown) == "1 đã đổi, 8 đã duyệt"
    unpin(cited.pin, by=cast.editor, at=timezone.now())
    assert [note.holder for note in changed(shown_figures(world.review))] == [HOLDER]


def test_a_figure_that_left_every_text_is_approved_and_no_longer_cited(cast, world, letters):
    approve_review(world.review, by=cast.chief, at=AT)
    ref = by_key(shown_figures(world.review))["programmes"].reference
    bound = pin(ref, holder="test.letter", holder_id=1, by=cast.editor, at=AT)
    unpin(bound, by=cast.editor, at=timezone.now())
    assert by_key(shown_figures(world.review))["programmes"].standing == FigureStanding.APPROVED


def test_what_the_chief_approved_stays_on_the_page_until_the_chief_decides(cast, world):
    approve_review(world.review, by=cast.chief, at=AT)
    strike_document(world.programme, reason="ghi trùng", by=cast.planner, at=timezone.now())
    compare_noted()
    moved = by_key(shown_figures(world.review))["programmes"]
    assert (moved.value, moved.standing) == ("2", FigureStanding.CHANGED)
    taken_apart = follow(moved)
    assert (taken_apart.shown.value, taken_apart.approved) == ("1", "2")
    [waiting] = Pin.objects.visible_to(cast.chief).to_decide()
    assert not Pin.objects.visible_to(cast.editor)
    for who in (cast.editor, cast.planner, cast.unit_chief):
        with pytest.raises(PermissionDenied):
            accept_change(waiting, by=who, at=timezone.now())
    accept_change(waiting, by=cast.chief, at=timezone.now())
    decided = by_key(shown_figures(world.review))["programmes"]
    assert (decided.value, decided.standing) == ("1", FigureStanding.APPROVED)


def test_what_has_no_value_yet_stays_open_when_a_review_is_approved(cast, world):
    ask(world.review, "unsaid", "Chưa ai báo cáo", by=cast.planner)
    approve_review(world.review, by=cast.chief, at=AT)
    shown = by_key(shown_figures(world.review))
    unsaid = shown["unsaid"]
    assert (unsaid.approved.amount, unsaid.standing) == (None, FigureStanding.MISSING)
    assert shown["programmes"].approved


def test_a_figure_whose_indicator_is_gone_has_lost_its_source(cast, world):
    ask(world.review, "opinions", "opinions", by=cast.planner)
    Indicator.objects.get(key="opinions").delete()
    lost = shown_figures(world.review)[-1]
    assert (lost.standing, lost.value, lost.label) == (FigureStanding.BROKEN, "–", "opinions")
    assert follow(lost).lines == []


def test_the_number_of_questions_does_not_grow_with_the_records(
    cast, world, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as few:
        shown_figures(world.review)
    more = held(cast.unit, "L-09", date(2020, 3, 1), by=cast.planner)
    attended(more, "HV-9", cast.leaf, by=cast.planner)
    with django_assert_num_queries(len(few)):
        shown_figures(world.review)


def test_a_counted_figure_is_followed_by_year(world):
    found = follow(by_key(shown_figures(world.review))["classes"])
    assert found.title == "2 lớp tập huấn, bồi dưỡng"
    assert [(line.name, line.value) for line in found.lines] == [("2018", "1"), ("2019", "1")]
    assert found.chart.labels == ["2017", "2018", "2019", "2020", "2021"]
    assert list(found.chart.series[0].values) == [0, 1, 1, 0, 0]
    assert found.address.startswith("/lam-viec/tong-hop/classes/?")


def test_no_chart_is_drawn_of_years_outside_the_window(world):
    found = follow(by_key(shown_figures(world.review))["commended_collectives"])
    assert [(line.name, line.value) for line in found.lines] == [("2022", "2")]
    assert found.chart is None


def test_a_figure_of_several_series_is_followed_by_part(world):
    found = follow(by_key(shown_figures(world.review))["reports_notices"])
    assert {(line.name, line.value) for line in found.lines} == {
        ("Loạt report", "2"),
        ("Loạt notice", "2"),
    }
    assert {line.colour for line in found.lines} == {1, 2}
    assert [series.name for series in found.chart.series] == ["tháng", "năm"]


def test_parts_of_one_group_share_its_colour_and_need_no_key(cast, world):
    awarded(decision(world.organ, by=cast.planner), cast.leaf, "collective", by=cast.planner)
    found = follow(by_key(shown_figures(world.review))["commended_collectives"])
    assert [(line.value, line.colour) for line in found.lines] == [("2", 0), ("1", 0)]


def test_what_was_approved_with_another_review_is_not_told_of_this_one(cast, world):
    told = {"by": cast.planner, "at": AT}
    window = Span(world.review.start_on, world.review.end_on)
    beside = add_review(world.conference, title="Nhìn lại lần nữa", window=window, **told)
    set_figures(beside, [FigureAsked("classes", Format.PLAIN)], **told)
    approve_review(beside, by=cast.chief, at=AT)
    [there], here = shown_figures(beside), by_key(shown_figures(world.review))["classes"]
    assert there.approved.amount == 2
    assert here.approved is None
    assert (there.standing, here.standing) == (FigureStanding.APPROVED, FigureStanding.APPROVED)


@pytest.fixture
def reported(cast, world):
    """One collected indicator: two units in the first half of 2022, one of them the year before."""
    told = {"by": cast.planner, "at": AT}
    calendar = open_calendar("duong", "Năm dương lịch", 1, by=cast.administrator, at=AT)
    indicator = ask(world.half, "studied", "Lượt học", by=cast.planner)
    for unit, year, amount in (
        (cast.unit, 2022, 40),
        (cast.sibling, 2022, 2),
        (cast.unit, 2021, 30),
    ):
        of, said = open_period(calendar, "half", year, 1), {(indicator.pk, ""): (amount, False)}
        whose = ("test", amount, amount, cast.reporter, AT)
        put([Posting(unit, of, "accepted", *whose, said)])
    form = write_form("Nửa năm", world.organ, code="nua-nam", **told)
    titles = ("Mở đầu", "Tình hình", "Quán triệt nghị quyết")
    *_before, third = [add_section(form, title, **told) for title in titles]
    add_rows(third, [(indicator, ""), (defined("z", **told), "")], **told)
    publish_form(form, **told)
    [shown] = shown_figures(world.half)
    return shown


def test_figures_are_offered_outline_by_outline(cast, world, reported):
    """Two outlines that number alike do not mix: no heading comes twice, and none of a draft."""
    told = {"by": cast.planner, "at": AT}
    other = write_form("Tháng", world.organ, code="thang", **told)
    for number in range(1, 5):
        section = add_section(other, f"Phần {number}", **told)
        if number > 2:
            new = [defined(f"{key}{number}", **told) for key in ("a", "b")]
            add_rows(section, [(each, "") for each in new], **told)
    publish_form(other, **told)
    drafted = write_form("Bản nháp", world.organ, code="nhap", **told)
    section = add_section(drafted, "Phần còn viết", **told)
    asked = [Indicator.objects.get(key="studied"), defined("y", **told)]
    add_rows(section, [(each, "") for each in asked], **told)
    headings = [each.section.title for each in choices()]
    changes = [
        title for title, before in zip(headings, ["", *headings], strict=False) if title != before
    ]
    assert sorted(set(changes)) == sorted(changes)
    assert [title for title in changes if title] == ["Quán triệt nghị quyết", "Phần 3", "Phần 4"]


def test_a_half_year_stands_under_its_section_beside_the_year_before(reported):
    assert (reported.section.number, reported.section.title) == (3, "Quán triệt nghị quyết")
    assert reported.value == "42"
    assert reported.compared == "cùng kỳ năm trước 30, tăng 12"


def test_a_reported_figure_is_followed_by_unit_beside_the_windows_before(cast, reported):
    found = follow(reported)
    assert [(line.name, line.value) for line in found.lines] == [
        (cast.unit.name, "40"),
        (cast.sibling.name, "2"),
    ]
    assert "don-vi=G.07" in found.lines[0].url
    assert found.map_words.startswith("Theo báo cáo")
    assert found.chart.labels == ["6/2021", "12/2021", "6/2022"]
    assert list(found.chart.series[0].values) == [30, None, 42]
