"""The demonstration: its nine figures are counted, and each follows its own records alone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import nhip
from nhip.hall import demo
from nhip.hall.demo.words import NINE
from nhip.office.documents.actions import strike_document
from nhip.office.documents.choices import CountedKind
from nhip.office.documents.models import Document
from nhip.office.figures.actions import compare_noted
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Note, Pin
from nhip.office.figures.queries import changed
from nhip.office.figures.registry import resolve
from nhip.office.notices.models import Notice
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.units.models import Unit, UnitEvent
from nhip.organisation.units.queries import level_names, tree
from nhip.portal.news.models import HOLDER
from nhip.work.commendations.actions import strike_certificate
from nhip.work.commendations.choices import Recipient
from nhip.work.commendations.models import Certificate
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import total
from nhip.work.indicators.registry import counter
from nhip.work.plans.actions import strike_plan
from nhip.work.plans.models import UnitPlan
from nhip.work.reports.models import Report, ReviewStep, Revision
from nhip.work.reviews.queries import broken_lines
from nhip.work.reviews.rules import HOLDER as REVIEW
from nhip.work.training.actions import open_class, strike_attendance, strike_class
from nhip.work.training.models import Attendance, Trainee
from tests.writers import NOT_YET

AT = datetime(2022, 8, 2, 3, 15, tzinfo=UTC)
FIVE_YEARS = (date(2017, 1, 1), date(2022, 1, 1))
MONTHS = 12 * 5


@pytest.fixture
def figures(built: object, db: None) -> Callable[[], dict[str, int]]:
    """Say what the nine figures are now."""
    pins = list(Pin.objects.filter(key__in=NINE))
    return lambda: {pin.key: resolve(pin.reference).amount for pin in pins}  # type: ignore[union-attr, misc]


def test_the_nine_figures_follow_from_one_record_a_duty(figures):
    found = figures()
    assert found["programmes"] == 2 * MONTHS + 2 * 12
    assert found["reports_notices"] == 4 * MONTHS + 3 * 4 * 5 + 3 * 5
    assert found["plans_appraised"] == 5 * (20 + 13)
    assert found["directives"] == found["plans_yearly"] == 5
    assert found["commended_collectives"] == found["commended_individuals"] == 5
    assert found["classes"] == 2 * 5 + 16
    assert 1200 < found["trainees"] < 1300
    assert found["trainees"] < Attendance.objects.count()


def test_nothing_was_written_but_by_the_actions(built: set[str]):
    """What words cannot tell (`tests/test_house.py`) was looked at while the demonstration was built."""
    assert {said for said in built if said.partition(":")[0] not in NOT_YET} == set()


@pytest.mark.parametrize("key", NINE)
def test_every_record_behind_the_nine_figures_leads_to_a_post(figures, key):
    pin = Pin.objects.get(key=key, holder=HOLDER)
    units = tree(date(2021, 12, 31)).subtree(pin.unit_id)
    rows = counter(key).rows(units, *FIVE_YEARS)[:]
    assert len(rows) >= 5
    assert all(row.by for row in rows)


def planner() -> User:
    return User.objects.get(username="kehoach")


def strike_paper(kind: CountedKind, **about: object) -> None:
    paper = Document.objects.standing().filter(kind=kind, year__lt=2022, **about).first()
    strike_document(paper, reason="Ghi trùng", by=planner(), at=AT)


def strike_a_persons_only_attendance() -> None:
    person = next(
        person
        for person in Trainee.objects.prefetch_related("attendances")[:50]
        if len(person.attendances.all()) == 1
    )
    strike_attendance(person.attendances.get(), reason="Ghi nhầm", by=planner(), at=AT)


def strike_award(recipient: Recipient) -> None:
    strike_certificate(
        Certificate.objects.filter(recipient=recipient).first(),
        reason="Ghi nhầm",
        by=planner(),
        at=AT,
    )


REMOVALS = {
    "trainees": strike_a_persons_only_attendance,
    "plans_appraised": lambda: strike_plan(
        UnitPlan.objects.filter(year=2019).first(), reason="Ghi trùng", by=planner(), at=AT
    ),
    "directives": lambda: strike_paper(CountedKind.DIRECTIVE),
    "plans_yearly": lambda: strike_paper(CountedKind.PLAN),
    "programmes": lambda: strike_paper(CountedKind.PROGRAMME),
    "reports_notices": lambda: strike_paper(CountedKind.NOTICE),
    "commended_collectives": lambda: strike_award(Recipient.COLLECTIVE),
    "commended_individuals": lambda: strike_award(Recipient.INDIVIDUAL),
}


@pytest.mark.parametrize("key", REMOVALS)
def test_a_record_struck_moves_its_figure_and_no_other(figures, key):
    before = figures()
    REMOVALS[key]()
    assert figures() == before | {key: before[key] - 1}


def test_a_class_struck_moves_the_classes_and_no_other(figures):
    before = figures()
    lesson = open_class(
        Unit.objects.get(code="QK4"),
        name="Lớp thử",
        opened_on=date(2019, 5, 5),
        closed_on=date(2019, 5, 6),
        by=planner(),
        at=AT,
    )
    assert figures() == before | {"classes": before["classes"] + 1}
    strike_class(lesson, reason="Ghi nhầm", by=planner(), at=AT)
    assert figures() == before


def test_a_struck_record_waits_on_the_editors_desk_and_changes_no_text(figures):
    assert not Note.objects.exists()
    strike_paper(CountedKind.PROGRAMME)
    compare_noted()
    pins = Pin.objects.filter(key="programmes", end_on=FIVE_YEARS[1])
    assert {pin.holder for pin in pins} == {HOLDER, REVIEW}
    for pin in pins:
        assert (pin.state, pin.new_amount) == (PinState.CHANGED, pin.amount - 1)
        assert pin.last_cause.by == planner()
    others = Pin.objects.exclude(pk__in=pins).exclude(state=PinState.FRESH)
    assert {pin.key for pin in others} == {"luot_kiem_tra_quy", "kien_nghi_quy"}


def test_a_report_sent_back_asks_the_chief_once_about_a_frozen_review(figures):
    [note] = changed(User.objects.get(username="thutruong"))
    assert len(note.items) == 2
    assert note.held.title.startswith("Hội nghị giao ban quý")
    told = Notice.objects.filter(user__username="thutruong", text__contains=note.told.cause.words)
    assert [each.link for each in told] == [note.address]
    assert broken_lines() == []


def test_the_tree_is_wide_and_deep_enough_and_only_the_root_bears_a_real_name(figures):
    standing = tree(date(2022, 7, 1))
    assert len(standing.children(standing.root.id)) == 20
    assert len(standing.ids) >= 150
    assert max(standing.node(unit).level for unit in standing.ids) == len(level_names()) == 4
    assert set(Unit.objects.filter(is_sample=False).values_list("name", flat=True)) == {
        "Quân khu 4"
    }


def test_a_reform_changes_the_map_and_not_what_was_reported(figures):
    before, after = tree(date(2022, 9, 30)), tree(date(2022, 10, 1))
    assert (len(before.children(before.root.id)), len(after.children(after.root.id))) == (20, 20)
    assert len(after) >= 150
    decided = UnitEvent.objects.exclude(kind="created")
    assert set(decided.values_list("kind", flat=True)) == {"merged", "split", "abolished"}
    assert not decided.filter(is_sample=False).exists()
    half = (date(2021, 12, 15), date(2022, 6, 15), "accepted")
    for indicator in Indicator.objects.filter(origin="collected", key__isnull=False)[:5]:
        reported = total(indicator, before.root.id, *half)
        carried = total(indicator, before.root.id, *half, map_on=date(2022, 10, 1))
        assert carried.amount == reported.amount
        assert (carried.n, carried.of_n) == (reported.n, reported.of_n)


def test_every_account_can_be_signed_in_with(figures, client):
    for account in demo.accounts():
        assert client.login(username=account["username"], password=account["password"])


def test_the_figures_of_the_page_are_typed_nowhere():
    sums = [str(5 * 33), str(12 * 12), str(4 * MONTHS + 75), str(13 * 2)]
    typed = re.compile(rf"(?<![\w.#-])({'|'.join(sums)})(?![\w.%-])")
    home = Path(nhip.__file__).parent
    files = [
        file
        for pattern in ("**/*.py", "**/*.html", "**/*.po", "**/*.json")
        for file in home.glob(pattern)
        if not {"tests", "samples", "migrations"} & set(file.parts)
    ]
    assert len(files) > 100
    found = [
        f"{file.relative_to(home)}: {line.strip()}"
        for file in files
        for line in re.sub(r"<svg.*?</svg>", "", file.read_text(), flags=re.DOTALL).splitlines()
        if typed.search(line)
    ]
    assert not found


def test_every_handed_in_report_says_all_of_itself_and_is_in_the_journal(built):
    parts = {"regime", "form", "unit", "period", "classification", "figures", "narratives"}
    revisions = list(Revision.objects.select_related("report__unit"))
    assert len(revisions) > 400
    for revision in revisions:
        assert revision.content.keys() == parts
        assert revision.content["unit"] == revision.report.unit.code
        assert revision.is_intact
    handed_in = Entry.objects.filter(verb="report.submitted")
    told = sorted(handed_in.values_list("about_id", "by_id", "at"))
    assert told == sorted(
        (str(each.report_id), each.submitted_by_id, each.submitted_at) for each in revisions
    )


NO_STEP = ("report.opened", "report.entered_for", "report.presented")


def test_every_step_of_a_report_has_its_row_in_the_journal(built):
    steps = ReviewStep.objects.values_list("step", "report_id", "taken_by_id", "taken_at")
    acts = Entry.objects.filter(about="reports.report").exclude(verb__in=NO_STEP)
    assert sorted(acts.values_list("verb", "about_id", "by_id", "at")) == sorted(
        (f"report.{step}", str(report_id), by_id, at) for step, report_id, by_id, at in steps
    )
    opened = Entry.objects.filter(verb="report.opened")
    assert set(opened.values_list("about_id", flat=True)) == {
        str(pk) for pk in Report.objects.values_list("pk", flat=True)
    }
