"""The level above fills in for units where nobody does: each by itself, seen by the unit, told by name."""

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.organisation.journal.queries import history
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Post
from nhip.organisation.periods.actions import open_period
from nhip.organisation.units.actions import create_unit
from nhip.work.duties.actions import excuse_unit
from nhip.work.duties.choices import Status
from nhip.work.forms.models import Row
from nhip.work.forms.rules import Figure
from nhip.work.indicators.actions import Posting, put
from nhip.work.indicators.models import Statement
from nhip.work.reports import actions
from nhip.work.reports.grids import columns
from nhip.work.reports.models import DraftCell, Report
from tests.cast import AT, START

from .desk import GOOD, IN_TIME, LATER
from .test_views import page, told


class Above:
    """A planner, and two small units without a reporter that owe the report."""

    def __init__(self, desk, client):
        self.desk, self.client, cast = desk, client, desk.cast
        client.force_login(cast.planner)
        self.units = [
            create_unit(f"G.{n}", f"Đơn vị {n}", cast.root, on=START, by=cast.administrator, at=AT)
            for n in ("31", "32")
        ]
        self.owed = [desk.owes(unit) for unit in self.units]

    def address(self, section=1, more=""):
        return f"{reverse('reports:several', args=[self.owed[0].pk])}?muc={section}{more}"

    def fields(self, which, *, seen=None, nil=(), **cells):
        """The fields of one unit, by row name; `seen` as the page held them."""
        sent = {}
        for name, text in cells.items():
            key = f"{self.owed[which].pk}-{self.desk.rows[name]}"
            sent[f"so-{key}"] = text
            sent[f"seen-{key}"] = (seen or {}).get(name, "0")
            if name in nil:
                sent[f"nil-{key}"] = "on"
        return sent

    def typed(self, which, name):
        entry = DraftCell.objects.filter(
            report__obligation=self.owed[which], row=self.desk.rows[name]
        ).first()
        return (entry.raw, entry.is_nil) if entry else None


@pytest.fixture
def above(desk, client):
    return Above(desk, client)


def test_only_units_in_which_nobody_fills_in_stand_in_the_grid(above):
    shown = page(above.client.get(above.address()))
    assert "Đơn vị 31" in shown
    assert "Đơn vị 32" in shown
    assert "Đơn vị 07" not in shown
    entry = reverse("reports:several", args=[above.desk.obligation.pk])
    assert above.client.get(entry).status_code == 404


def test_a_draft_is_begun_only_where_something_was_typed(above):
    sent = above.fields(0, planned="10", held="") | above.fields(1, planned="", held="")
    assert above.client.post(above.address(), sent | {"do": "save"}).status_code == 302
    report = Report.objects.get(unit=above.units[0])
    assert not Report.objects.filter(unit=above.units[1]).exists()
    assert above.typed(0, "planned") == ("10", False)
    assert report.entered_by == above.desk.cast.planner
    assert [doing.verb for doing in history(report)] == ["report.opened", "report.entered_for"]


def test_dashes_of_several_units_are_asked_and_answered_each_or_all_at_once(above):
    sent = above.fields(0, planned="-", held="KPS") | above.fields(1, planned="không", held="9")
    above.client.post(above.address(), sent)
    shown = page(above.client.get(above.address()))
    assert "“KPS” là 0 hay không phát sinh?" in shown
    assert "3 ô ghi dấu gạch" in shown
    seen = {"planned": "0-", "held": "0KPS"}
    one = {f"nghia-{above.owed[0].pk}-{above.desk.rows['held']}": "khong"}
    above.client.post(above.address(), above.fields(0, seen=seen, planned="-", held="KPS") | one)
    assert above.typed(0, "held") == ("", True)
    assert above.typed(0, "planned") == ("-", False)
    rest = above.fields(0, seen=seen, planned="-")
    rest |= above.fields(1, seen={"planned": "0không", "held": "09"}, planned="không", held="9")
    above.client.post(above.address(), rest | {"nghia": "0"})
    assert above.typed(0, "planned") == above.typed(1, "planned") == ("0", False)
    assert above.typed(1, "held") == ("9", False)


def test_empty_zero_and_nothing_to_report_are_three_things_by_cell(above):
    above.client.post(above.address(), above.fields(0, planned="0", held="", nil=["held"]))
    assert above.typed(0, "planned") == ("0", False)
    assert above.typed(0, "held") == ("", True)
    shown = above.client.get(above.address()).content.decode()
    key = f"{above.owed[0].pk}-{above.desk.rows['held']}"
    assert f'name="nil-{key}" checked' in shown


def test_an_error_stands_at_its_cell_and_holds_back_no_other_unit(above):
    sent = above.fields(0, planned="10", held="11") | above.fields(1, planned="x", held="5")
    above.client.post(above.address(), sent)
    shown = above.client.get(above.address()).content.decode()
    for which, name, words in ((0, "held", "Lớn hơn ô 1"), (1, "planned", "Không chỉ có chữ số")):
        key = f"{above.owed[which].pk}-{above.desk.rows[name]}"
        assert words in shown.split(f'id="loi-{key}"')[1].split("</div>")[0]
    assert above.typed(1, "planned") == ("x", False)


def test_a_newer_value_is_shown_beside_mine_and_stands(above):
    cast = above.desk.cast
    report = actions.open_report(above.owed[0], by=cast.planner, at=IN_TIME)
    above.client.post(above.address(), above.fields(0, planned="10"))
    sent = above.fields(0, planned="12") | above.fields(1, planned="5")
    response = above.client.post(above.address(), sent)
    assert response.status_code == 409
    alone = above.client.post(f"{above.address()}&don-vi={above.owed[0].pk}", sent)
    assert (alone.status_code, len(alone.context["owed"])) == (409, 2)
    assert "Chính bạn vừa ghi “10” ở đây, từ cửa sổ khác." in page(response)
    assert "Ở cửa sổ kia: 10" in page(response)
    assert "Của người kia" not in page(response)
    assert above.typed(0, "planned") == ("10", False)
    assert above.typed(1, "planned") == ("5", False)
    key = f"{above.owed[0].pk}-{above.desk.rows['planned']}"
    above.client.post(above.address(), sent | {f"chon-{key}": "toi", f"ho-{key}": "010"})
    assert above.typed(0, "planned") == ("12", False)
    assert report.status == Status.DRAFT


def test_those_that_are_complete_are_handed_in_and_the_others_stay(above):
    whole = {name: raw for name, (raw, _nil) in GOOD.items()}
    one, two = {"planned", "held"}, {"items", "tin", "bai", "hours"}
    above.client.post(above.address(), above.fields(0, **{n: whole[n] for n in one}))
    above.client.post(above.address(2), above.fields(0, **{n: whole[n] for n in two}))
    response = above.client.post(above.address(), above.fields(1, planned="5") | {"do": "submit"})
    assert "Đã nộp thay 1 đơn vị: Đơn vị 31." in told(response)
    report = Report.objects.get(unit=above.units[0])
    assert report.status == Status.SUBMITTED
    assert Report.objects.get(unit=above.units[1]).status == Status.DRAFT
    shown = page(above.client.get(above.address()))
    assert "chờ kiểm tra" in shown
    whose = report.obligation

    def figures():
        [column] = columns([whose], report.form, LATER)
        return [(line.typed.raw, line.figure) for part in column.sheet.parts for line in part.lines]

    before = figures()
    actions.accept_report(report, by=above.desk.cast.chief, at=LATER)
    whose.refresh_from_db()
    assert figures() == before
    assert ("9", Figure(9)) in before
    late = above.client.post(above.address(), above.fields(0, planned="9", seen={"planned": "010"}))
    assert late.status_code == 409
    assert "đã nộp lúc" in page(late)


def test_the_unit_sees_what_was_entered_for_it_and_by_whom(above):
    cast = above.desk.cast
    above.client.post(above.address(), above.fields(0, planned="10"))
    report = Report.objects.get(unit=above.units[0])
    post = Post.objects.get(name="trợ lý báo cáo")
    appoint(
        cast.reader, above.units[0], post, Role.REPORTER, on=IN_TIME.date(),
        by=cast.administrator, at=IN_TIME,
    )  # fmt: skip
    above.client.force_login(cast.reader)
    shown = page(above.client.get(reverse("reports:entry", args=[report.pk])))
    assert "Nhập thay đơn vị: trợ lý kế hoạch, Cơ quan gốc" in shown
    above.client.force_login(cast.planner)  # somebody fills in there now: the draft is theirs
    shown = page(above.client.get(reverse("reports:several", args=[above.owed[1].pk])))
    assert "Đơn vị 32" in shown
    assert "Đơn vị 31" not in shown
    assert above.client.get(reverse("reports:entry", args=[report.pk])).status_code == 404


def test_strangers_and_readers_find_nothing(above):
    for person in (above.desk.cast.stranger, above.desk.cast.reader, above.desk.cast.reporter):
        above.client.force_login(person)
        assert above.client.get(above.address()).status_code == 404
        assert "Đơn vị 31" not in page(above.client.get(reverse("reports:groups")))


def test_groups_say_how_many_are_open(above):
    excuse_unit(above.owed[1], "Giải thể.", by=above.desk.cast.planner, at=LATER)
    shown = page(above.client.get(reverse("reports:groups")))
    assert f"Báo cáo nửa năm, {above.desk.period.label}" in shown
    assert "1 trong 1 đơn vị chưa nộp" in shown


def test_one_unit_alone_and_one_page_of_many(above):
    alone = page(above.client.get(above.address(more=f"&don-vi={above.owed[1].pk}")))
    assert "Buổi đã tổ chức, Đơn vị 32" in alone
    assert "Buổi đã tổ chức, Đơn vị 31" not in alone


def before_of(column, row_id):
    """What a unit's column of the grid says beside a row of the period before."""
    lines = [line for part in column.sheet.parts for line in part.lines]
    [figure] = [line.before for line in lines if line.asked.row_id == row_id]
    return figure and figure.amount


def test_each_unit_stands_beside_its_own_earlier_figure_and_no_others_are_read(above):
    desk = above.desk
    row = Row.objects.get(pk=desk.rows["held"])
    then = open_period(desk.period.calendar, "half", 2021, 2)
    for amount, unit in enumerate([above.units[0], desk.cast.sibling, above.units[1]], 1):
        said = {(row.indicator_id, ""): (amount, False)}
        whose = ("reports", amount, amount, desk.cast.planner, IN_TIME)
        put([Posting(unit, then, "submitted", *whose, said)])
    read = []

    def note(instance, **ignored):
        read.append(instance.unit)

    post_init.connect(note, sender=Statement)
    try:
        shown = columns(above.owed, desk.form, LATER)
    finally:
        post_init.disconnect(note, sender=Statement)
    assert [before_of(column, row.pk) for column in shown] == [1, 3]
    assert set(read) == set(above.units)  # a grid of few units reads nothing of a thousand others


def test_the_number_of_queries_does_not_grow_with_the_units(above):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert above.client.get(above.address()).status_code == 200
        return len(queries)

    above.client.post(above.address(), above.fields(0, planned="1"))
    count()
    one = count()
    above.client.post(above.address(), above.fields(1, planned="1"))
    assert count() <= one
