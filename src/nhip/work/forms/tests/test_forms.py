"""Designing forms: drafts, checks, versions; what stands on an earlier version stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.organisation.journal.models import Entry as Doing
from nhip.organisation.periods.actions import open_period
from nhip.work.forms.actions import (
    AlreadyPublished,
    CheckTerms,
    Lacking,
    add_check,
    add_rows,
    add_section,
    change_section,
    discard_form,
    move,
    next_version,
    publish_form,
    remove,
    remove_check,
    rename_form,
    write_form,
)
from nhip.work.forms.choices import Check, Severity
from nhip.work.forms.models import Form, Row, RowCheck, Section
from nhip.work.forms.papers import checks
from nhip.work.forms.queries import blank, find_indicators, form_lacks
from nhip.work.forms.registry import publishing
from nhip.work.forms.rules import Figure, Typed, examine
from nhip.work.indicators.actions import define_indicator
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import total
from nhip.work.reports import actions
from nhip.work.reports.tests.desk import IN_TIME, LATER, Desk
from tests.pages import seen_on


@pytest.fixture
def by(desk: Desk) -> dict[str, object]:
    return {"by": desk.cast.planner, "at": LATER}


@pytest.fixture
def draft(desk: Desk, by) -> Form:
    return next_version(desk.form, **by)


def ask(draft: Form, by, key: str = "them", **more: object) -> Row:
    fields = {"name": "Chỉ tiêu thêm", "measure": "lượt", "origin": "collected"} | more
    new = define_indicator(key, fields, **by)
    [row] = add_rows(draft.sections.get(number=1), [(new, "")], **by)
    return row


def test_a_new_version_says_what_the_one_before_it_says(desk: Desk, draft: Form):
    def said(form):
        empty = blank(form)
        places = {asked.row_id: asked.place for asked in empty.asked.values()}
        rows = [(r.section.number, r.number, r.group, r.indicator, r.item) for r in empty.rows]
        checks = [
            (places[c.row_id], c.check, places.get(c.other_id), c.severity) for c in empty.checks
        ]
        return rows, checks, [(s.title, s.guidance) for s in empty.sections]

    assert (draft.code, draft.version, draft.published_at) == (desk.form.code, 2, None)
    assert said(draft) == said(desk.form)
    assert Doing.objects.filter(verb="form.continued", about_id=str(draft.pk)).exists()


def test_what_is_computed_is_never_asked_and_what_may_stay_empty_may(desk: Desk):
    asked = blank(desk.form).asked
    required = {name for name, row_id in desk.rows.items() if asked[row_id].is_required}
    assert required == set(desk.rows) - {"rate", "hours"}


def test_a_version_is_read_without_the_rows_and_checks_of_the_other(desk: Desk, draft: Form):
    for form in (desk.form, draft):
        read = blank(form)
        assert {row.section.form_id for row in read.rows} == {form.pk}
        assert {check.row_id for check in read.checks} <= set(read.asked)


def test_one_draft_at_a_time(desk: Desk, draft: Form, by):
    with pytest.raises(actions.Refused):
        next_version(desk.form, **by)


def test_what_was_begun_stays_on_its_version_and_new_obligations_take_the_next(
    desk: Desk, draft: Form, by
):
    report = desk.filled()
    begun = desk.owes(desk.cast.sibling)
    ahead = desk.owes(desk.cast.sibling, open_period(desk.regime.calendar, "half", 2022, 2))
    assert ahead.form == desk.form
    ask(draft, by)
    publish_form(draft, by=desk.cast.planner, at=IN_TIME)
    for kept in (report.obligation, begun):
        kept.refresh_from_db()
        assert kept.form == desk.form
    assert actions.submit_report(report, by=desk.cast.reporter, at=LATER).number == 1
    desk.regime.refresh_from_db()
    assert desk.regime.form == draft
    third = desk.owes(desk.cast.leaf)
    assert third.form == draft
    assert actions.open_report(third, at=LATER).form == draft
    assert actions.open_report(begun, at=LATER).form == desk.form


def test_a_period_not_begun_yet_is_asked_the_new_version(desk: Desk, draft: Form, by):
    ahead = desk.owes(desk.cast.unit, open_period(desk.regime.calendar, "half", 2023, 1))
    ask(draft, by)
    publish_form(draft, **by)
    ahead.refresh_from_db()
    assert ahead.form == draft


def test_a_planner_reads_what_publishing_will_do(as_user, desk: Desk, draft: Form, by):
    desk.owes(desk.cast.unit, open_period(desk.regime.calendar, "half", 2999, 1))
    found = publishing(draft, LATER.date())
    assert (found.regimes, found.moved, found.kept) == ([desk.regime.name], 1, 1)
    page = as_user(desk.cast.planner).get(reverse("forms:form", args=[draft.pk]))
    assert "Công bố xong" in page.content.decode()


def test_a_total_says_how_many_units_were_not_asked(desk: Desk, draft: Form, by):
    row = ask(draft, by)
    publish_form(draft, **by)
    desk.regime.refresh_from_db()
    desk.owes(desk.cast.sibling)
    found = total(row.indicator, desk.cast.root.pk, date(2022, 1, 1), date(2022, 7, 1), "submitted")
    assert (found.n, found.of_n) == (0, 1)  # the sibling; the unit's form does not ask it
    assert list(found.not_asked) == [desk.cast.unit.name]
    assert desk.cast.unit.name in found.notes


def test_a_published_version_never_changes(desk: Desk, by):
    section = desk.form.sections.get(number=1)
    row = section.rows.get(number=1)
    for change in (
        lambda: rename_form(desk.form, "x", **by),
        lambda: add_section(desk.form, "x", **by),
        lambda: change_section(section, "x", "", {}, **by),
        lambda: move(row, 1, **by),
        lambda: remove(section, **by),
        lambda: remove_check(RowCheck.objects.earliest("pk"), **by),
        lambda: discard_form(desk.form, **by),
        lambda: publish_form(desk.form, **by),
    ):
        with pytest.raises(AlreadyPublished):
            change()


def test_only_those_who_design_the_organs_forms_do(desk: Desk, draft: Form):
    for person in (desk.cast.reporter, desk.cast.editor, desk.cast.unit_chief):
        theirs = {"by": person, "at": LATER}
        with pytest.raises(PermissionDenied):
            publish_form(draft, **theirs)
        with pytest.raises(PermissionDenied):
            move(draft.sections.get(number=1), 1, **theirs)
        with pytest.raises(PermissionDenied):
            write_form("x", desk.regime.organ, **theirs)


def test_rows_and_sections_change_places(draft: Form, by):
    first, second = draft.sections.all()
    row = first.rows.get(number=2)
    move(row, -1, **by)
    move(first, 1, **by)
    assert [s.pk for s in draft.sections.all()] == [second.pk, first.pk]
    assert [(r.number, r.indicator.key) for r in first.rows.all()] == [
        (1, "held"), (2, "planned"), (3, "rate")]  # fmt: skip
    move(second, -1, **by)  # already the first: nothing happens
    remove(second, **by)
    assert [(s.pk, s.number) for s in draft.sections.all()] == [(first.pk, 1)]


def test_a_row_a_check_needs_stays(draft: Form, by):
    planned = Row.objects.get(section__form=draft, indicator__key="planned")
    with pytest.raises(actions.Refused):
        remove(planned, **by)
    remove_check(RowCheck.objects.get(other=planned), **by)
    remove(planned, **by)
    assert form_lacks(draft)  # the rate is computed from it
    with pytest.raises(Lacking):
        publish_form(draft, **by)


def test_nothing_is_asked_twice(draft: Form, by):
    section = draft.sections.get(number=2)
    with pytest.raises(actions.Refused):
        add_rows(section, [(Indicator.objects.get(key="planned"), "")], **by)
    with pytest.raises(actions.Refused):
        add_rows(section, [(Indicator.objects.get(key="planned"), "khong-co")], **by)


@pytest.mark.parametrize(
    ("terms", "typed", "before", "is_broken"),
    [
        ({"rule": Check.RANGE, "lowest": 3, "highest": 5}, "2", None, True),
        ({"rule": Check.RANGE, "lowest": 3, "highest": 5}, "6", None, True),
        ({"rule": Check.RANGE, "lowest": 3, "highest": 5}, "5", None, False),
        ({"rule": Check.RANGE, "lowest": 5, "highest": 5}, "5", None, False),
        ({"rule": Check.CHANGE, "percent": 50}, "16", 10, True),
        ({"rule": Check.CHANGE, "percent": 50}, "15", 10, False),
        ({"rule": Check.CHANGE, "percent": 50}, "16", None, False),
        ({"rule": Check.SUM_ROWS}, "19", None, False),
        ({"rule": Check.SUM_ROWS}, "18", None, True),
    ],
)
def test_checks_a_designer_adds(draft: Form, by, terms, typed, before, is_broken):
    row = ask(draft, by)
    rows = dict(Row.objects.filter(section__form=draft).values_list("indicator__key", "pk"))
    others = (rows["planned"], rows["held"])
    add_check(
        row,
        CheckTerms(severity=Severity.WARNING, text="Xem lại", others=others, **terms),
        **by,
    )
    form = blank(draft)
    cells = {row.pk: typed, rows["planned"]: "10", rows["held"]: "9"}
    found = examine(
        form.asked.values(),
        form.checks,
        {pk: Typed(raw) for pk, raw in cells.items()},
        {row.pk: Figure(before)} if before is not None else {},
    )
    told = [(p.row_id, str(p.message), p.severity) for p in found.problems]
    assert told == ([(row.pk, "Xem lại", Severity.WARNING)] if is_broken else [])
    assert any("Chỉ tiêu thêm" in each.words for each in checks(draft))


def test_a_check_says_what_it_lacks(draft: Form, by):
    row = ask(draft, by)
    for rule in Check.values:
        with pytest.raises(Lacking):
            add_check(row, CheckTerms(rule, Severity.ERROR), **by)


def test_indicators_are_found_without_marks(draft: Form):
    draft.sections.all()[0].rows.all().delete()
    found, _more = find_indicators(draft, "ke HOACH")
    assert [each.indicator.key for each in found] == ["planned"]


def test_a_planner_designs_a_form_on_its_pages(client, desk: Desk):
    client.force_login(desk.cast.planner)
    answer = client.post(
        reverse("forms:new_form"), {"name": "Biểu nhanh", "organ": desk.regime.organ_id}
    )
    form = Form.objects.get(name="Biểu nhanh")
    here = reverse("forms:design", args=[form.pk])
    assert answer["Location"] == here
    client.post(here, {"do": "new-section", "moi-title": "Học tập"})
    client.post(f"{here}?muc=1", {"do": "add", "them": ["planned", "held", "items", "items:tin"]})
    planned, held, *_items = rows = list(Row.objects.filter(section__form=form))
    typed = {"title": "Học tập", "guidance": "Gọn"} | {f"nhom-{row.pk}": "" for row in rows}
    typed |= {f"nhom-{planned.pk}": "Buổi học"}
    silent = client.post(here, typed | {"do": "save"})
    assert (silent.status_code, "Buổi học" in silent.content.decode()) == (422, True)
    typed |= seen_on(client, here)
    assert "o=down" in client.post(here, typed | {"do": f"row:down:{planned.pk}"})["Location"]
    planned.refresh_from_db()
    assert (planned.number, planned.group, planned.is_required) == (2, "Buổi học", False)
    client.post(here, {"do": "check", "dk-row": held.pk, "dk-rule": "not_above",
                       "dk-others": [planned.pk], "dk-severity": "error"})  # fmt: skip
    refused = client.post(
        here, {"do": "check", "dk-row": held.pk, "dk-rule": "range", "dk-severity": "error"}
    )
    assert refused.status_code == 422
    page = client.get(reverse("forms:form", args=[form.pk])).content.decode()
    assert "2. Buổi" not in page
    assert f'name="so-{held.pk}"' in page
    client.post(reverse("forms:decide_form", args=[form.pk]), {"do": "publish"})
    form.refresh_from_db()
    assert form.published_at
    assert client.get(here).status_code == 302
    assert Section.objects.get(form=form).guidance == "Gọn"


def test_a_marked_text_is_refused_at_its_field(client, desk: Desk, draft: Form):
    client.force_login(desk.cast.planner)
    here = reverse("forms:design", args=[draft.pk])
    answer = client.post(here, {"do": "save", "title": "TUYỆT MẬT", "guidance": ""})
    assert answer.status_code == 422
    answer = client.post(here, {"do": "new-section", "moi-title": "TUYỆT MẬT"})
    assert answer.status_code == 422


def test_a_draft_form_is_seen_by_its_designers_only(client, desk: Desk, draft: Form):
    for person in (desk.cast.reporter, desk.cast.editor):
        client.force_login(person)
        assert client.get(reverse("forms:form", args=[draft.pk])).status_code == 404
        assert client.get(reverse("forms:form", args=[desk.form.pk])).status_code == 200
