"""The designer under rough hands: two planners at one draft, checks nobody can keep, odd input."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from nhip.work.forms.actions import (
    CheckTerms,
    Gone,
    Lacking,
    add_check,
    add_rows,
    change_section,
    discard_form,
    move,
    next_version,
    publish_form,
    remove,
    remove_check,
)
from nhip.work.forms.choices import Check, Severity
from nhip.work.forms.models import Form, Row, RowCheck, Section
from nhip.work.forms.queries import form_lacks, print_of
from nhip.work.forms.rules import is_circular
from nhip.work.indicators.actions import NewIndicator, define_indicators
from nhip.work.indicators.models import Breakdown, Indicator
from nhip.work.indicators.queries import total
from nhip.work.reports import actions
from nhip.work.reports.tests.desk import LATER, Desk


@pytest.fixture
def by(desk: Desk) -> dict[str, object]:
    return {"by": desk.cast.planner, "at": LATER}


@pytest.fixture
def draft(desk: Desk, by) -> Form:
    return next_version(desk.form, **by)


@pytest.fixture
def designing(as_user, desk: Desk, draft: Form):
    """Press a button of the designer: `designing("save", title="…")`."""
    client, here = as_user(desk.cast.planner), reverse("forms:design", args=[draft.pk])

    def press(do: str, **sent: object):
        return client.post(here, {"do": do, **sent})

    return press


def rows(draft: Form) -> dict[str, Row]:
    asked = Row.objects.filter(section__form=draft).select_related("indicator", "section")
    return {row.item or row.indicator.key: row for row in asked}


def terms(rule: Check, *others: Row, **more: object) -> CheckTerms:
    return CheckTerms(rule, Severity.ERROR, others=tuple(r.pk for r in others), **more)


def told(answer) -> str:
    return " ".join(str(each) for each in get_messages(answer.wsgi_request))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda r: (r["held"], terms(Check.RANGE, lowest=9, highest=3)),
        lambda r: (r["items"], terms(Check.SUM_OF)),  # it keeps that check already
        lambda r: (r["held"], terms(Check.NOT_ABOVE, r["planned"])),
        lambda r: (r["tin"], terms(Check.SUM_ROWS, r["items"], r["held"])),  # a circle
        lambda r: (r["tin"], terms(Check.SUM_OF)),
        lambda r: (r["tin"], terms(Check.SUM_ROWS, r["tin"])),
    ],
)
def test_a_check_no_report_could_keep_is_refused(draft: Form, by, wrong):
    row, asked = wrong(rows(draft))
    before = RowCheck.objects.count()
    with pytest.raises(Lacking):
        add_check(row, asked, **by)
    assert RowCheck.objects.count() == before


def test_sums_in_a_circle_are_found_however_long():
    assert not is_circular([(1, [2, 3]), (2, [4]), (3, [4])])
    assert is_circular([(1, [2]), (2, [3]), (3, [1])])


def test_an_item_a_sum_needs_stays_and_a_new_item_is_asked_first(draft: Form, by):
    asked = rows(draft)
    with pytest.raises(actions.Refused):
        remove(asked["tin"], **by)
    assert not form_lacks(draft)
    # No verb adds an item to what is defined already; an installation may have got one otherwise.
    Breakdown.objects.create(indicator=asked["items"].indicator, code="anh", name="Ảnh")
    assert "Ảnh" in " ".join(form_lacks(draft))
    with pytest.raises(Lacking):
        publish_form(draft, **by)


def test_what_somebody_else_took_out_is_said_to_be_gone(draft: Form, by):
    section = draft.sections.get(number=2)
    held, check = (
        rows(draft)["items"],
        RowCheck.objects.get(rule=Check.SUM_OF, row__section=section),
    )
    remove(Section.objects.get(pk=section.pk), **by)
    indicator = Indicator.objects.get(key="hours")
    for change in (
        lambda: change_section(section, "x", "", {}, **by),
        lambda: add_rows(section, [(indicator, "")], **by),
        lambda: move(section, 1, **by),
        lambda: remove(held, **by),
        lambda: add_check(held, terms(Check.CHANGE, percent=5), **by),
        lambda: remove_check(check, **by),
    ):
        with pytest.raises(Gone):
            change()
    discard_form(Form.objects.get(pk=draft.pk), **by)
    with pytest.raises(Gone):
        publish_form(draft, **by)


def test_a_press_is_about_the_section_that_was_open(designing, draft: Form, by):
    first, second = draft.sections.all()
    move(first, 1, **by)  # somebody else, meanwhile
    designing("save", phan=second.pk, seen=print_of(second, []), title="Tin", guidance="")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, second.title) == ("Học tập", "Tin")
    gone = second.pk
    remove(second, **by)
    answer = designing("save", phan=gone, title="Tin bài", guidance="")
    assert answer.status_code == 302
    assert "Chính bạn vừa bỏ mục này" in told(answer)


def test_two_who_write_one_section_see_each_other(designing, draft: Form, by):
    section = draft.sections.get(number=1)
    row = rows(draft)["held"]
    mine = {"phan": section.pk, "title": "Của tôi", "guidance": "", f"nhom-{row.pk}": "Nhóm tôi"}
    seen = print_of(section, [row.pk])
    change_section(section, "Của bạn", "Hai dòng", {}, **by)
    answer = designing("save", seen=seen, **mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Của bạn", "Hai dòng", 'value="Của tôi"', 'value="Nhóm tôi"'):
        assert words in page
    section.refresh_from_db()
    assert section.title == "Của bạn"
    designing("save", seen=print_of(section, [row.pk]), **mine)
    section.refresh_from_db()
    assert section.title == "Của tôi"


@pytest.mark.parametrize("words", ["TUYỆT MẬT", "a" * 161])
def test_a_heading_that_cannot_be_kept_is_told_beside_its_row(designing, draft: Form, words: str):
    section, row = draft.sections.get(number=1), rows(draft)["held"]
    sent = {"title": "Học tập", "guidance": "Mới", f"nhom-{row.pk}": words}
    answer = designing("save", phan=section.pk, **sent)
    assert answer.status_code == 422
    assert f'id="loi-nhom-{row.pk}"' in answer.content.decode()
    row.refresh_from_db()
    assert row.group == ""


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "add"},
        {"do": "add", "them": ["hours:\0", "\0", "khong-co", "held:"]},
        {"do": "row:up:99999999999999999999"},
        {"do": "section:sideways"},
        {"do": "uncheck:x"},
        {"do": "check", "dk-row": "x"},
        {"do": "name", "bieu-name": "\0"},
        {"do": "new-section", "moi-title": "x" * 201},
        {"do": "\0"},
        {"do": "save", "phan": "9" * 30},
    ],
)
def test_nonsense_is_no_fault_of_the_server(designing, draft: Form, sent):
    before = print_of(draft.sections.get(number=1))
    assert designing(**sent).status_code in (302, 404, 422)
    assert print_of(draft.sections.get(number=1)) == before


def test_bounds_beyond_any_figure_are_refused_at_the_field(designing, draft: Form):
    row = rows(draft)["held"]
    said = {"dk-row": row.pk, "dk-rule": "range", "dk-severity": "error", "dk-lowest": "9" * 25}
    assert designing("check", **said).status_code == 422


def test_a_long_form_is_put_in_order_with_few_queries(draft: Form, by, same_queries):
    section = draft.sections.get(number=1)
    fields = {"measure": "lượt", "origin": "collected"}
    few = define_indicators(
        [NewIndicator(f"ngan-{n}", fields | {"name": f"Chỉ tiêu ngắn {n}"}) for n in range(2)], **by
    )
    one, other = add_rows(section, [(each, "") for each in few], **by)
    with same_queries():
        remove(one, **by)
    remove(other, **by)
    made = define_indicators(
        [NewIndicator(f"dai-{n}", fields | {"name": f"Chỉ tiêu {n}"}) for n in range(200)], **by
    )
    first, *_rest = add_rows(section, [(each, "") for each in made], **by)
    with same_queries():
        remove(first, **by)
    numbers = section.rows.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 203))


def test_what_version_1_asked_counts_after_version_2_dropped_it(desk: Desk, draft: Form, by):
    report, held = desk.filled(held="9", planned="10"), Indicator.objects.get(key="held")
    for check in RowCheck.objects.filter(row__section__form=draft):
        remove_check(check, **by)
    there = rows(draft)
    add_check(there["planned"], terms(Check.RANGE, highest=5), **by)  # 10 would be too many
    for name in ("held", "rate"):
        remove(there[name], **by)
    publish_form(draft, **by)
    desk.regime.refresh_from_db()
    desk.owes(desk.cast.sibling)
    revision = actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    actions.accept_report(report, by=desk.cast.planner, at=LATER, seen=revision.number)
    found = total(held, desk.cast.root.pk, date(2022, 1, 1), date(2022, 7, 1), "accepted")
    assert (found.amount, found.n, found.of_n) == (9, 1, 1)  # the sibling is not asked, nor missing
    assert not found.not_asked
