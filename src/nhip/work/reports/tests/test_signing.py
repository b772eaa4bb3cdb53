"""A report before its own unit's chief: he lets it leave as the page showed it, or sends it back inside."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import Refused, WrongRow
from nhip.organisation.people.actions import NewAppointment, end_appointment, take_in_appointments
from nhip.organisation.people.models import Appointment
from nhip.work.duties.actions import excuse_unit, publish_regime, save_regime
from nhip.work.duties.choices import Status
from nhip.work.duties.queries import title_of
from nhip.work.forms.models import Row
from nhip.work.indicators.models import Statement
from nhip.work.reports import actions, queries
from nhip.work.reports.models import Attachment, DraftCell, Narrative, Report
from tests.cast import START
from tests.doors import undone

from .desk import BEFORE, DUE_ON, GOOD, IN_TIME, LATER
from .test_views import entry, page, section_one, told
from .verbs import VERBS

CHIEF_LEFT = DUE_ON.replace(month=6)


@pytest.fixture
def signed_desk(desk):
    """The regime asks that the unit's own chief lets its report leave."""
    desk.regime = save_regime(desk.regime, {"needs_chief": True}, by=desk.cast.planner, at=BEFORE)
    desk.obligation.refresh_from_db()
    return desk


@pytest.fixture
def presented(signed_desk):
    report = signed_desk.filled()
    actions.present_report(report, by=signed_desk.cast.reporter, at=IN_TIME)
    return Report.objects.get(pk=report.pk)


def sign(report):
    return reverse("reports:sign", args=[report.pk])


def shown_digest(report, desk):
    return actions.as_handed_in(report, by=desk.cast.unit_chief, at=LATER).digest


def notices(user):
    return [each.text for each in Notice.objects.filter(user=user).order_by("pk")]


def test_the_reporter_cannot_pass_the_chief(signed_desk):
    report = signed_desk.filled()
    with pytest.raises(actions.NeedsChief):
        actions.submit_report(report, by=signed_desk.cast.reporter, at=IN_TIME)
    assert not report.revisions.exists()


def test_where_no_chief_stands_the_report_is_handed_in(signed_desk):
    held = Appointment.objects.get(user=signed_desk.cast.unit_chief)
    end_appointment(held, on=CHIEF_LEFT, by=signed_desk.cast.administrator, at=BEFORE)
    report = signed_desk.filled()
    actions.submit_report(report, by=signed_desk.cast.reporter, at=IN_TIME)
    report.refresh_from_db()
    assert report.is_waiting


def test_an_incomplete_draft_is_not_presented(signed_desk):
    with pytest.raises(actions.Incomplete):
        actions.present_report(signed_desk.draft(), by=signed_desk.cast.reporter, at=IN_TIME)


def test_before_the_chief_nobody_writes_in_it_and_it_counts_nowhere(signed_desk, presented):
    cast = signed_desk.cast
    with pytest.raises(actions.NotDraft, match="Thủ trưởng"):
        actions.save_draft(
            presented,
            figures=signed_desk.typed(held="8"),
            narratives={},
            by=cast.reporter,
            at=LATER,
        )
    with pytest.raises(actions.NotDraft):
        actions.present_report(presented, by=cast.reporter, at=LATER)
    assert not Statement.objects.exists()
    assert presented.obligation.answer == Status.DRAFT  # the unit above sees: being filled in
    assert len(notices(cast.unit_chief)) == 1
    assert not notices(cast.planner)


DRAFTED = (DraftCell, Narrative, Attachment)
TABLES = {model._meta.db_table for model in DRAFTED}


@pytest.mark.parametrize("name", sorted({verb.name for verb in VERBS if verb.writes & TABLES}))
def test_no_verb_writes_into_what_a_chief_has(stage, name):
    def before_chiefs():
        held = [model.objects.filter(report__presented_at=LATER) for model in DRAFTED]
        return [list(rows.order_by("pk").values()) for rows in held]

    for verb in [verb for verb in VERBS if verb.name == name]:
        with undone(), suppress(Refused, WrongRow):
            thing = verb.given(stage)
            Report.objects.filter(status=Status.DRAFT).update(presented_at=LATER)
            was = before_chiefs()
            try:
                verb.do(thing, getattr(stage.cast, min(verb.may)))
            finally:
                assert before_chiefs() == was


@pytest.mark.parametrize("back", [actions.recall_report, actions.send_back_inside])
def test_a_figure_entered_elsewhere_moves_once_the_chief_has_decided(desk, second, back):
    cast, by = desk.cast, {"by": desk.cast.reporter, "at": LATER}
    held = Row.objects.get(pk=desk.rows["held"]).indicator
    second = save_regime(second, {"needs_chief": True}, by=cast.planner, at=BEFORE)
    publish_regime(second, by=cast.planner, at=BEFORE, reuse={held.pk})
    source = actions.accept_report(desk.submitted(), by=cast.planner, at=LATER)
    owed = second.obligations.get(unit=cast.unit, period=desk.period)
    report = actions.open_report(owed, **by)
    hours = Row.objects.get(section__form=second.form, number=2)
    actions.save_draft(report, figures={hours.pk: ("2", False)}, narratives={}, **by)
    actions.present_report(report, **by)
    actions.reopen_report(source, "Ghi nhầm.", **by)
    actions.save_draft(source, figures=desk.typed(held="8"), narratives={}, **by)
    actions.submit_report(source, **by)
    actions.accept_report(source, by=cast.planner, at=LATER)
    says = report.cells.filter(row__indicator=held).values_list("raw", flat=True)
    assert list(says) == ["9"], "what the chief was shown"
    if back == actions.recall_report:
        back(report, **by)
    else:
        back(report, "Xem lại.", by=cast.unit_chief, at=LATER)
    assert list(says.all()) == ["8"]


def test_what_the_chief_signs_is_handed_in_as_shown(signed_desk, presented):
    cast = signed_desk.cast
    digest = shown_digest(presented, signed_desk)
    revision = actions.sign_report(presented, digest, by=cast.unit_chief, at=LATER)
    assert (revision.digest, revision.submitted_by) == (digest, cast.unit_chief)
    presented.refresh_from_db()
    assert presented.is_waiting
    assert not presented.is_presented
    assert revision.signing.presented_by == cast.reporter
    assert Statement.objects.exists()
    assert len(notices(cast.planner)) == 1
    assert notices(cast.reporter)[-1].startswith("Đã duyệt và nộp")
    assert [row.verb for row in history(presented)][-2:] == ["report.presented", "report.submitted"]


def test_a_draft_that_says_something_else_by_now_is_not_signed(signed_desk, presented):
    presented.cells.filter(row=signed_desk.rows["hours"]).update(raw="2,5", amount=25)
    old = actions.as_handed_in(presented, by=signed_desk.cast.unit_chief, at=LATER).digest
    presented.cells.filter(row=signed_desk.rows["hours"]).update(raw="1,5", amount=15)
    with pytest.raises(actions.NotPresented):
        actions.sign_report(presented, old, by=signed_desk.cast.unit_chief, at=LATER)
    assert not presented.revisions.exists()


def test_what_the_unit_was_excused_from_meanwhile_is_not_signed(signed_desk, presented, as_user):
    cast, digest = signed_desk.cast, shown_digest(presented, signed_desk)
    excuse_unit(presented.obligation, "Bão số 4.", by=cast.planner, at=LATER)
    with pytest.raises(actions.AlreadyDecided, match="Bão số 4"):
        actions.sign_report(presented, digest, by=cast.unit_chief, at=LATER)
    assert not queries.to_sign(cast.unit_chief, LATER)
    page = as_user(cast.unit_chief).get(sign(presented)).content.decode()
    assert "Bão số 4" in page
    assert "Duyệt và nộp" not in page
    assert not presented.revisions.exists()
    actions.recall_report(presented, by=cast.reporter, at=LATER)


def test_sent_back_inside_it_can_be_mended_and_presented_again(signed_desk, presented):
    cast = signed_desk.cast
    actions.send_back_inside(presented, "Thiếu buổi tháng 5.", by=cast.unit_chief, at=LATER)
    report = Report.objects.get(pk=presented.pk)
    assert report.is_changeable
    assert queries.sent_back(report).reason == "Thiếu buổi tháng 5."
    assert notices(cast.reporter)[-1].endswith("Thiếu buổi tháng 5.")
    assert not notices(cast.planner)
    [owed] = queries.owed_by(cast.reporter, LATER)
    assert owed.reason == "Thiếu buổi tháng 5."
    actions.save_draft(
        report, figures=signed_desk.typed(held="8"), narratives={}, by=cast.reporter, at=LATER
    )
    actions.present_report(report, by=cast.reporter, at=LATER)
    assert queries.sent_back(report) is None
    assert [each.reason for each in queries.owed_by(cast.reporter, LATER)] == [""]
    with pytest.raises(actions.NoReason):
        actions.send_back_inside(report, " ", by=cast.unit_chief, at=LATER)


def test_the_reporter_takes_it_back_while_the_chief_has_not_decided(signed_desk, presented):
    cast = signed_desk.cast
    actions.recall_report(presented, by=cast.reporter, at=LATER)
    report = Report.objects.get(pk=presented.pk)
    assert report.is_changeable
    with pytest.raises(actions.NotPresented):
        actions.sign_report(report, shown_digest(report, signed_desk), by=cast.unit_chief, at=LATER)


@pytest.mark.parametrize("name", ["reporter", "planner", "chief", "stranger", "administrator"])
def test_only_the_units_own_chief_signs(signed_desk, presented, name):
    who, digest = getattr(signed_desk.cast, name), shown_digest(presented, signed_desk)
    with pytest.raises(PermissionDenied):
        actions.sign_report(presented, digest, by=who, at=LATER)
    with pytest.raises(PermissionDenied):
        actions.send_back_inside(presented, "Không.", by=who, at=LATER)


def test_a_chief_who_fills_in_himself_hands_in(signed_desk):
    cast, on = signed_desk.cast, START
    held = Appointment.objects.get(user=cast.unit_chief)
    asked = NewAppointment(cast.reporter, cast.unit, held.post, held.role, on)
    take_in_appointments([asked], by=cast.administrator, at=BEFORE)
    report = signed_desk.filled()
    actions.submit_report(report, by=cast.reporter, at=IN_TIME)
    report.refresh_from_db()
    assert report.is_waiting


def test_the_page_presents_signs_and_says_who_prepared_it(signed_desk, as_user):
    report, cast = signed_desk.filled(), signed_desk.cast
    client = as_user(cast.reporter)
    assert "Trình thủ trưởng" in client.get(entry(report)).content.decode()
    answer = client.post(entry(report), section_one(signed_desk) | {"do": "submit"})
    assert answer.url == sign(report)
    assert "Thủ trưởng đơn vị đang xem" in client.get(sign(report)).content.decode()
    assert client.get(entry(report)).url == sign(report)  # nobody writes in it now
    client = as_user(cast.unit_chief)
    assert "Tôi phải duyệt" in client.get(reverse("reports:list")).content.decode()
    shown = client.get(sign(report))
    digest = shown.context["revision"].digest
    assert GOOD["held"][0] in shown.content.decode()
    answer = client.post(sign(report), {"do": "sign", "seen": digest}, follow=True)
    assert f"Đã duyệt và nộp: {title_of(report.obligation)}, {cast.unit.name}." in told(answer)
    client = as_user(cast.planner)
    assert "Người chuẩn bị" in page(client.get(reverse("reports:revision", args=[report.pk, 1])))


def test_a_chief_who_gives_no_reason_is_asked_for_one_and_the_unit_above_reads_none(
    signed_desk, presented, as_user
):
    client = as_user(signed_desk.cast.unit_chief)
    answer = client.post(sign(presented), {"do": "back", "reason": " "})
    assert answer.status_code == 422
    assert "Ghi lý do" in answer.content.decode()
    client.post(sign(presented), {"do": "back", "reason": "Sai tháng 5."})
    client = as_user(signed_desk.cast.reporter)
    assert "Sai tháng 5." in client.get(entry(presented)).content.decode()
    actions.present_report(
        Report.objects.get(pk=presented.pk), by=signed_desk.cast.reporter, at=LATER
    )
    digest = shown_digest(presented, signed_desk)
    actions.sign_report(presented, digest, by=signed_desk.cast.unit_chief, at=LATER)
    client = as_user(signed_desk.cast.planner)
    handed_in = client.get(reverse("reports:revision", args=[presented.pk, 1]))
    assert "Học tập theo lịch." in page(handed_in)
    assert "Sai tháng 5." not in page(handed_in)


def test_the_chief_of_another_unit_finds_no_page(signed_desk, presented, as_user):
    assert as_user(signed_desk.cast.stranger).get(sign(presented)).status_code == 404
