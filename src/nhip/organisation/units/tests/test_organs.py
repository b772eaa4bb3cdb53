"""Organs, their number series and signers: one by one, many at once, corrected and ended."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.office.documents.tests.makers import paper
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.units import actions
from nhip.organisation.units.choices import Layout, OrganKind, Restart
from nhip.organisation.units.models import NumberSeries, Organ, Signer
from nhip.organisation.units.rules import (
    EndsBeforeStart,
    HasRecords,
    NotStanding,
    OrganClosed,
    SeriesTaken,
)
from tests.cast import START
from tests.pages import seen_on

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
DAY = date(2022, 7, 28)


def plain(model):
    return [tuple(row.values()) for row in model.objects.order_by("pk").values()]


def acts():
    rows = Entry.objects.order_by("pk")
    return list(
        rows.values_list("verb", "about", "about_id", "unit_id", "unit_code", "by_id", "at")
    )


@pytest.fixture
def organ(cast):
    return actions.open_organ(
        cast.root, OrganKind.STAFF, "Phòng Kế hoạch", Layout.STATE, on=START,
        by=cast.administrator, at=AT,
    )  # fmt: skip


def open_(organ, cast, code="ke-hoach", on=START, by=None):
    return actions.open_series(
        organ, code, "Kế hoạch năm", "plan", "KH-PKH", Restart.YEAR, on=on,
        by=by or cast.administrator, at=AT,
    )  # fmt: skip


def new(organ, code, on=START):
    return actions.NewSeries(organ, code, "Kế hoạch năm", "plan", "KH-PKH", Restart.YEAR, on)


def without_numbers(rows):
    """Rows as they are but for the keys the database gives."""
    return [row[1:] for row in rows]


def test_many_at_once_leave_what_each_alone_leaves(cast, organ):
    by = cast.administrator
    before = Entry.objects.count()
    actions.open_organ(
        cast.unit, OrganKind.COMMAND, "Chỉ huy", Layout.MILITARY, on=DAY, by=by, at=AT
    )
    open_(organ, cast, "a", DAY)
    actions.name_signer(organ, "Trưởng phòng", on=DAY, capacity="TL.", sort_order=2, by=by, at=AT)
    alone = acts()[before:]
    actions.take_in_organs(
        [actions.NewOrgan(cast.unit, OrganKind.COMMAND, "Chỉ huy", Layout.MILITARY, DAY)],
        by=by, at=AT,
    )  # fmt: skip
    actions.take_in_series([new(organ, "b", DAY)], by=by, at=AT)
    actions.take_in_signers([actions.NewSigner(organ, "Trưởng phòng", DAY, "TL.", 2)], by=by, at=AT)
    together = acts()[before + 3 :]
    assert [(act[:2], act[3:]) for act in alone] == [(act[:2], act[3:]) for act in together]
    assert [act[2] for act in together] == [
        str(model.objects.latest("pk").pk) for model in (Organ, NumberSeries, Signer)
    ]
    for model in (Organ, Signer):
        one, other = without_numbers(plain(model)[-2:])
        assert one == other
    one, other = NumberSeries.objects.order_by("pk").values()
    assert (one | {"id": 0, "code": ""}) == (other | {"id": 0, "code": ""})


def test_one_bad_row_is_named_and_nothing_is_written(cast, organ):
    rows = [new(organ, f"so-{number}") for number in range(30)]
    rows[17] = new(organ, "so-3")
    kept = (plain(NumberSeries), acts())
    with pytest.raises(WrongRow, match=r"18.*so-3") as told:
        actions.take_in_series(rows, by=cast.administrator, at=AT)
    assert (told.value.index, type(told.value.why)) == (17, SeriesTaken)
    rows[17] = new(organ, "so-17", date(2014, 12, 31))
    with pytest.raises(WrongRow) as told:
        actions.take_in_series(rows, by=cast.administrator, at=AT)
    assert (told.value.index, type(told.value.why)) == (17, OrganClosed)
    assert (plain(NumberSeries), acts()) == kept


def test_the_same_code_stands_once_an_organ(cast, organ):
    open_(organ, cast)
    with pytest.raises(SeriesTaken, match="ke-hoach"):
        open_(organ, cast)
    other = actions.open_organ(
        cast.unit, OrganKind.STAFF, "Phòng khác", Layout.STATE, on=START,
        by=cast.administrator, at=AT,
    )  # fmt: skip
    assert open_(other, cast).code == "ke-hoach"


def test_what_stands_is_corrected_and_the_journal_says_from_what_to_what(cast, organ):
    by = cast.administrator
    series = open_(organ, cast)
    signer = actions.name_signer(organ, "Trưởng phòng", on=START, by=by, at=AT)
    actions.correct_series(series, "Kế hoạch tháng", "KH-TH", by=by, at=AT)
    actions.correct_signer(signer, "Phó Trưởng phòng", "KT.", 1, by=by, at=AT)
    assert Entry.objects.get(verb="units.series_corrected").detail.said == {
        "from": ["Kế hoạch năm", "KH-PKH", series.kind, series.restarts],
        "to": ["Kế hoạch tháng", "KH-TH", series.kind, series.restarts],
    }  # fmt: skip
    assert Entry.objects.get(verb="units.signer_corrected").detail.said["from"] == [
        "Trưởng phòng", "", 0,
    ]  # fmt: skip
    count = Entry.objects.count()
    actions.correct_series(series, "Kế hoạch tháng", "KH-TH", by=by, at=AT)
    assert Entry.objects.count() == count
    series.refresh_from_db()
    signer.refresh_from_db()
    assert (series.sign, signer.capacity) == ("KH-TH", "KT.")


def test_a_closed_organ_takes_its_series_and_signers_with_it(cast, organ):
    by = cast.administrator
    series = open_(organ, cast)
    over = open_(organ, cast, "cu")
    actions.close_series(over, on=date(2020, 1, 1), by=by, at=AT)
    actions.name_signer(organ, "Trưởng phòng", on=START, by=by, at=AT)
    with pytest.raises(EndsBeforeStart):
        actions.close_organ(organ, on=date(2014, 12, 31), by=by, at=AT)
    actions.close_organ(organ, on=DAY, by=by, at=AT)
    assert not NumberSeries.objects.on(DAY).exists()
    assert not Signer.objects.on(DAY).exists()
    over.refresh_from_db()
    series.refresh_from_db()
    assert (over.end_on, series.end_on) == (date(2020, 1, 1), DAY)
    with pytest.raises(OrganClosed, match="Phòng Kế hoạch"):
        open_(organ, cast, "moi", DAY)
    with pytest.raises(OrganClosed):
        actions.name_signer(organ, "Trưởng phòng", on=DAY, by=by, at=AT)


def test_a_series_and_a_signer_end_on_a_day(cast, organ):
    by = cast.administrator
    series = open_(organ, cast)
    signer = actions.name_signer(organ, "Trưởng phòng", on=START, by=by, at=AT)
    for end, thing in ((actions.close_series, series), (actions.end_signer, signer)):
        with pytest.raises(EndsBeforeStart):
            end(thing, on=date(2014, 1, 1), by=by, at=AT)
        end(thing, on=DAY, by=by, at=AT)
        thing.refresh_from_db()
        assert thing.end_on == DAY
        end(thing, on=START, by=by, at=AT)  # taken back on its first day
        thing.refresh_from_db()
        assert thing.end_on == START
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"units.series_closed", "units.signer_ended"} <= verbs


def test_a_unit_has_no_organ_before_it_stands(cast):
    with pytest.raises(NotStanding, match="Đơn vị 07"):
        actions.open_organ(
            cast.unit, OrganKind.COMMAND, "x", Layout.STATE, on=date(2014, 1, 1),
            by=cast.administrator, at=AT,
        )  # fmt: skip


def test_nobody_else_touches_what_an_organ_has(cast, organ):
    series, by = open_(organ, cast), cast.administrator
    signer = actions.name_signer(organ, "Trưởng phòng", on=START, by=by, at=AT)
    for nobody in (cast.planner, cast.unit_chief, cast.reader):
        tries = [
            lambda who: open_(organ, cast, "x", by=who),
            lambda who: actions.correct_series(series, "x", "x", by=who, at=AT),
            lambda who: actions.close_series(series, on=DAY, by=who, at=AT),
            lambda who: actions.name_signer(organ, "x", on=DAY, by=who, at=AT),
            lambda who: actions.correct_signer(signer, "x", "", 0, by=who, at=AT),
            lambda who: actions.end_signer(signer, on=DAY, by=who, at=AT),
        ]
        for attempt in tries:
            with pytest.raises(PermissionDenied):
                attempt(nobody)


def test_what_an_organ_and_a_series_are_is_corrected_while_nothing_is_kept_by_it(cast, organ):
    told = {"by": cast.administrator, "at": AT}
    series = open_(organ, cast)
    as_was = (series.name, series.sign)
    assert actions.correct_series(series, *as_was, kind="report", restarts="term", **told)
    series.refresh_from_db()
    assert (series.kind, series.restarts) == ("report", "term")
    whole = (organ.name, organ.layout)
    actions.correct_organ(organ, *whole, kind=OrganKind.COMMAND, unit=cast.sibling, **told)
    organ.refresh_from_db()
    assert (organ.kind, organ.unit) == (OrganKind.COMMAND, cast.sibling)
    assert Entry.objects.get(verb="units.organ_corrected").detail.said["to"][2:] == [
        OrganKind.COMMAND, cast.sibling.code,
    ]  # fmt: skip
    series.refresh_from_db()
    paper(series, DAY, by=cast.planner)
    for change in ({"kind": "plan"}, {"restarts": "year"}):
        with pytest.raises(HasRecords) as refusal:
            actions.correct_series(series, *as_was, **change, **told)
        assert refusal.value.field in change
    with pytest.raises(HasRecords):
        actions.correct_organ(organ, *whole, unit=cast.unit, **told)
    actions.correct_series(series, "Tên khác", "BC", **told)
    actions.correct_organ(organ, "Tên khác", Layout.STATE, kind=OrganKind.STAFF, **told)


def test_the_screen_says_why_a_unit_stays_and_keeps_what_was_typed(client, cast, organ):
    client.force_login(cast.administrator)
    here = reverse("units:mend_organ", args=[organ.pk])
    page = client.get(here).content.decode()
    assert f'value="{organ.unit_id}" selected' in page
    sent = {"unit": cast.sibling.pk, "kind": "command", "name": "Tên đã gõ", "layout": "state"}
    sent |= seen_on(client, here)
    paper(open_(organ, cast), DAY, by=cast.planner)
    answer = client.post(here, sent)
    assert answer.status_code == 422
    assert "id_unit_error" in answer.content.decode()
    assert "Tên đã gõ" in answer.content.decode()
    assert client.post(here, sent | {"unit": organ.unit_id}).status_code == 302
    organ.refresh_from_db()
    assert (organ.kind, organ.name) == ("command", "Tên đã gõ")
