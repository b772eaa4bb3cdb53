from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from nhip.office.figures import actions
from nhip.office.figures.choices import Format, PinState, PinVerdict
from nhip.office.figures.models import Decision, Pin, Release
from nhip.office.figures.queries import changed, cited, offers
from nhip.office.figures.registry import Event, Move
from nhip.office.figures.signals import pins_changed
from nhip.organisation.journal.queries import history

from .conftest import FIVE_YEARS


def mark(desk, keys=("plans",), unit=None, window=FIVE_YEARS, **more):
    told = {"words": "Một kế hoạch bị ghi trùng.", "link": "/lam-viec/ke-hoach/3/"} | more
    why = Event(at=desk.now(), by=desk.cast.reporter, **told)
    return moved(Move(keys, (unit or desk.cast.leaf).pk, *window, why))


def moved(*moves):
    """What an action on records notes, and what the worker finds of it a moment later."""
    actions.note_moves(moves)
    return actions.compare_noted()


def but_count(pin):
    """The row of a pin, but for how often it was compared."""
    row = Pin.objects.filter(pk=pin.pk).values().get()
    del row["compared"]
    return row


def verbs(record):
    return [doing.verb for doing in history(record)]


# Releasing and binding


def test_only_a_released_accepted_value_is_bound(desk):
    bind = {"holder": "fake", "holder_id": 7, "by": desk.cast.editor, "at": desk.now()}
    desk.source.say("plans", 165)
    with pytest.raises(actions.NotReleased):
        actions.pin(desk.ref(), **bind)
    with pytest.raises(actions.NotAccepted):
        actions.pin(desk.ref(basis="submitted"), **bind)
    desk.released()
    desk.source.say("plans", None)
    with pytest.raises(actions.NoFigure):
        actions.pin(desk.ref(), **bind)
    desk.source.say("plans", 3, is_withheld=True)
    with pytest.raises(actions.Withheld):
        actions.pin(desk.ref(), **bind)
    with pytest.raises(actions.NoFigure):
        actions.pin(desk.ref("unknown"), **bind)
    assert not Pin.objects.exists()
    desk.source.say("plans", 165, is_withheld=False)
    bound = actions.pin(desk.ref(), **bind | {"format": Format.PLAIN})
    assert (bound.amount, bound.state, bound.written) == (165, PinState.FRESH, "165")
    assert bound.window == "2017–2021"
    assert (bound.coverage, bound.parts, bound.is_sample) == (
        "20 trong 20 đơn vị",
        "100 năm, 65 mẫu",
        True,
    )


def test_a_release_lets_out_that_figure_alone(desk):
    start, end = FIVE_YEARS
    desk.source.say("plans", 165)
    desk.source.say("classes", 17)
    for neighbour in (
        desk.ref("classes"),
        desk.ref(unit=desk.cast.unit),
        desk.ref(window=(date(2016, 1, 1), end)),
        desk.ref(window=(start, date(2022, 7, 1))),
    ):
        assert actions.release(neighbour, by=desk.cast.chief, at=desk.now()).reference == neighbour
    bind = {"holder": "fake", "holder_id": 7, "by": desk.cast.editor, "at": desk.now()}
    with pytest.raises(actions.NotReleased):
        actions.pin(desk.ref(), **bind)
    assert not any(each.is_released for each in offers("plans", desk.cast.root.pk))
    desk.released()
    actions.pin(desk.ref(), **bind)


def test_releasing_twice_keeps_the_first(desk):
    desk.source.say("plans", 165)
    first = actions.release(desk.ref(), by=desk.cast.chief, at=desk.now())
    second = actions.release(desk.ref(), by=desk.cast.publisher, at=desk.now())
    assert second == first
    assert second.released_by == desk.cast.chief
    assert verbs(first) == ["figure.released"]


def test_who_may_release_bind_and_decide(desk):
    desk.source.say("plans", 165)
    for who in (desk.cast.editor, desk.cast.planner, desk.cast.reporter, desk.cast.reader):
        with pytest.raises(PermissionDenied):
            actions.release(desk.ref(), by=who, at=desk.now())
    with pytest.raises(PermissionDenied):  # the chief of a unit, for the root
        actions.release(desk.ref(), by=desk.cast.unit_chief, at=desk.now())
    actions.release(desk.ref(unit=desk.cast.leaf), by=desk.cast.unit_chief, at=desk.now())
    ref = desk.released()
    for who in (desk.cast.chief, desk.cast.reporter, desk.cast.stranger, desk.cast.administrator):
        with pytest.raises(PermissionDenied):
            actions.pin(ref, holder="fake", holder_id=7, by=who, at=desk.now())
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    for who in (desk.cast.planner, desk.cast.chief, desk.cast.stranger):
        with pytest.raises(PermissionDenied):
            actions.accept_change(bound, by=who, at=desk.now())
        with pytest.raises(PermissionDenied):
            actions.keep_value(bound, "Vì sao", by=who, at=desk.now())


# A record changes


def test_a_changed_record_marks_the_pin_and_leaves_the_text(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164, label="Tên mới", coverage="19 trong 20 đơn vị")
    assert [each.pk for each in mark(desk)] == [bound.pk]
    bound.refresh_from_db()
    assert (bound.amount, bound.new_amount, bound.state) == (165, 164, PinState.CHANGED)
    assert (bound.label, bound.coverage) == ("Kế hoạch được thẩm định", "20 trong 20 đơn vị")
    cause = bound.last_cause
    assert (cause.words, cause.link) == ("Một kế hoạch bị ghi trùng.", "/lam-viec/ke-hoach/3/")
    assert (cause.by, cause.at) == (desk.cast.reporter, desk.now.at)
    assert desk.holder.refreshed_ids == []
    assert verbs(bound) == ["figure.pinned", "figure.changed"]


def test_the_pin_is_fresh_again_when_the_value_returns(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    desk.source.say("plans", 165)
    mark(desk)
    bound.refresh_from_db()
    assert (bound.state, bound.new_amount, bound.last_cause) == (PinState.FRESH, None, None)
    assert not bound.movings.exists()
    assert verbs(bound) == ["figure.pinned", "figure.changed", "figure.fresh"]
    assert changed(desk.cast.editor) == []


def test_what_did_not_move_is_left_untouched(desk):
    same = desk.pinned()
    moved = desk.pinned("classes", 26)
    before = but_count(same)
    desk.source.say("classes", 25)
    heard = []
    pins_changed.connect(listener := lambda pins, **_: heard.extend(pins), weak=False)
    try:
        mark(desk, ["plans", "classes"])
        mark(desk, ["plans", "classes"], words="Nói lại lần nữa.")
    finally:
        pins_changed.disconnect(listener)
    assert heard == [moved]
    assert but_count(same) == before
    moved.refresh_from_db()
    assert moved.last_cause.words == "Một kế hoạch bị ghi trùng."


def test_only_pins_above_the_unit_whose_window_overlaps_are_asked(desk):
    above = [desk.pinned(unit=unit) for unit in (desk.cast.root, desk.cast.unit, desk.cast.leaf)]
    desk.pinned(unit=desk.cast.sibling)
    later = (date(2022, 1, 1), date(2022, 7, 1))
    desk.pinned(window=later)
    desk.pinned("classes")
    desk.source.say("plans", 164)
    desk.source.say("classes", 1)
    assert mark(desk, unit=desk.cast.leaf) == above
    assert [each.start_on for each in mark(desk, window=later)] == [later[0]]
    assert mark(desk, window=(date(2016, 1, 1), date(2017, 1, 1))) == []


def test_a_window_is_not_asked_for_moves_that_end_where_it_begins_or_begin_where_it_ends(desk):
    desk.pinned()
    desk.source.say("plans", 164)
    first, end = FIVE_YEARS
    sides = [(date(2016, 1, 1), first), (end, date(2023, 1, 1))]
    why = Event("Ghi trùng.", desk.now())
    moves = [Move(["plans"], desk.cast.leaf.pk, *side, why) for side in sides]
    assert moved(*moves) == []
    day = (date(2020, 5, 5), date(2020, 5, 6))
    assert len(moved(*moves, Move(["plans"], desk.cast.leaf.pk, *day, why))) == 1


def test_a_source_that_falls_silent_breaks_the_pin(desk):
    bound = desk.pinned()
    desk.source.says.clear()
    mark(desk)
    bound.refresh_from_db()
    assert (bound.state, bound.new_amount, bound.written_now) == (PinState.BROKEN, None, "–")
    with pytest.raises(actions.NoFigure):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    desk.source.say("plans", 165)
    mark(desk)
    bound.refresh_from_db()
    assert bound.state == PinState.FRESH


def test_a_source_that_counts_on_another_scale_breaks_the_pin(desk):
    bound = desk.pinned()
    desk.source.say("plans", 1650, decimals=1)
    mark(desk)
    bound.refresh_from_db()
    assert bound.state == PinState.BROKEN


def test_what_nobody_announced_is_found_when_all_is_computed_again(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    assert actions.check_pins(at=desk.now()) == [bound]
    bound.refresh_from_db()
    assert (bound.state, bound.last_cause.by) == (PinState.CHANGED, None)
    assert bound.last_cause.words == "Phát hiện khi tính lại toàn bộ số liệu."
    assert actions.check_pins(at=desk.now()) == []


# The editor decides


def test_accepting_moves_value_and_description_and_leaves_a_correction(desk):
    bound = desk.published()
    desk.source.say("plans", 164, coverage="19 trong 20 đơn vị", parts="99 năm, 65 mẫu")
    mark(desk)
    decision = actions.accept_change(
        bound, by=desk.cast.publisher, at=desk.now(), amount=164, note="Một kế hoạch ghi hai lần."
    )
    bound.refresh_from_db()
    assert (bound.amount, bound.state, bound.new_amount) == (164, PinState.FRESH, None)
    assert (bound.coverage, bound.parts) == ("19 trong 20 đơn vị", "99 năm, 65 mẫu")
    assert (bound.pinned_at, bound.pinned_by) == (desk.now.at, desk.cast.publisher)
    assert (decision.written_old, decision.written_new) == ("165", "164")
    assert decision.cause == "Một kế hoạch bị ghi trùng."
    assert bound.corrections == [decision]
    assert desk.holder.refreshed_ids == [7]
    assert changed(desk.cast.editor) == []
    assert verbs(bound)[-1] == "figure.accepted"
    with pytest.raises(actions.NothingToDecide):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())


def test_only_the_value_the_editor_saw_is_accepted(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    desk.source.say("plans", 163)
    with pytest.raises(actions.MovedOn):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now(), amount=164)
    bound.refresh_from_db()
    assert (bound.amount, bound.new_amount) == (165, 163)
    assert not Decision.objects.exists()
    actions.accept_change(bound, by=desk.cast.publisher, at=desk.now(), amount=163)
    bound.refresh_from_db()
    assert bound.amount == 163


def test_a_value_that_became_too_small_to_publish_is_not_accepted(desk):
    bound = desk.pinned()
    desk.source.say("plans", 3, is_withheld=True)
    mark(desk)
    with pytest.raises(actions.Withheld):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    bound.refresh_from_db()
    assert bound.amount == 165


def test_keeping_needs_a_reason_and_asks_again_when_the_source_moves_on(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    with pytest.raises(actions.NoReason):
        actions.keep_value(bound, "  ", by=desk.cast.editor, at=desk.now())
    decision = actions.keep_value(
        bound, "Số đã công bố là số tại hội nghị.", by=desk.cast.editor, at=desk.now()
    )
    bound.refresh_from_db()
    assert (bound.amount, bound.state) == (165, PinState.CHANGED)
    assert decision.verdict == PinVerdict.KEPT
    assert changed(desk.cast.editor) == []
    assert bound.corrections == []
    assert desk.holder.refreshed_ids == []
    mark(desk)
    assert changed(desk.cast.editor) == []
    with pytest.raises(actions.NothingToDecide):
        actions.keep_value(bound, "Lại giữ", by=desk.cast.publisher, at=desk.now())
    desk.source.say("plans", 163)
    mark(desk)
    assert [note.items[0].pin.new_amount for note in changed(desk.cast.editor)] == [163]


def test_the_database_refuses_a_kept_value_without_a_reason(desk):
    bound = desk.pinned()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            pin=bound, verdict=PinVerdict.KEPT, old_amount=1, decided_at=desk.now(),
            decided_by=desk.cast.editor,
        )  # fmt: skip


def stood(pin):
    """What the pin cited: the words, from when, until when, and whether readers saw it."""
    return [
        (each.written, each.since, each.until, each.seen_at is not None)
        for each in pin.values.all()
    ]


def test_taking_a_figure_out_of_its_text_keeps_what_it_said_there(desk):
    bound = desk.pinned()
    begun = desk.now.at
    with pytest.raises(PermissionDenied):
        actions.unpin(bound, by=desk.cast.stranger, at=desk.now())
    actions.unpin(bound, by=desk.cast.editor, at=desk.now())
    left = desk.now.at
    assert cited("fake", 7) == []
    assert stood(bound) == [("165", begun, left, False)]
    actions.unpin(bound, by=desk.cast.editor, at=desk.now())
    assert verbs(bound) == ["figure.pinned", "figure.unpinned"]
    assert stood(bound) == [("165", begun, left, False)]
    assert Release.objects.exists()


def test_a_figure_out_of_its_text_asks_nobody(desk):
    bound = desk.published()
    actions.unpin(bound, by=desk.cast.editor, at=desk.now())
    desk.source.say("plans", 164)
    assert mark(desk) == []
    assert actions.check_pins(at=desk.now()) == []
    assert changed(desk.cast.editor) == []


def test_what_left_its_text_undecided_waits_no_longer(desk):
    bound = desk.published()
    desk.source.say("plans", 164)
    mark(desk)
    actions.unpin(bound, by=desk.cast.editor, at=desk.now())
    bound.refresh_from_db()
    assert (bound.agrees, bound.new_amount, bound.amount) == (True, None, 165)
    with pytest.raises(actions.NothingToDecide):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    with pytest.raises(actions.NothingToDecide):
        actions.keep_value(bound, "x", by=desk.cast.editor, at=desk.now())
    assert [words for words, *_rest in stood(bound)] == ["165"]


def test_a_text_cites_a_question_once(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    again = actions.pin(
        desk.ref(), holder="fake", holder_id=7, format=Format.TWO_DIGITS, by=desk.cast.editor,
        at=desk.now(),
    )  # fmt: skip
    assert again == bound
    assert (again.amount, again.state, again.format) == (165, PinState.CHANGED, Format.PLAIN)
    with pytest.raises(actions.MovedOn, match="165"):
        actions.pin(
            desk.ref(), holder="fake", holder_id=7, seen=164, by=desk.cast.editor, at=desk.now()
        )
    other = desk.pinned(holder_id=8, amount=164)
    assert other != bound
    other_window = desk.pinned(window=(date(2018, 1, 1), date(2022, 1, 1)))
    assert other_window != bound


def test_only_the_value_that_was_seen_is_bound(desk):
    desk.source.say("plans", 164)
    bind = {"holder": "fake", "holder_id": 7, "by": desk.cast.editor}
    with pytest.raises(actions.MovedOn):
        actions.pin(desk.released(), seen=165, at=desk.now(), **bind)
    assert not Pin.objects.exists()
    assert actions.pin(desk.ref(), seen=164, at=desk.now(), **bind).amount == 164


def test_set_again_it_goes_on_and_another_value_than_readers_read_is_a_correction(desk):
    bound = desk.published()
    begun = desk.now.at
    actions.unpin(bound, by=desk.cast.editor, at=desk.now())
    left = desk.now.at
    again = desk.pinned(amount=164, format=Format.OVER_HUNDRED)
    assert again == bound
    assert (again.amount, again.state, again.left_at) == (164, PinState.FRESH, None)
    correction, gone = again.corrections
    assert (gone.verdict, gone.written_old) == (PinVerdict.LEFT, "165")
    assert (correction.written_old, correction.written_new) == ("165", "164")
    assert correction.decided_by == desk.cast.editor
    assert stood(again) == [("165", begun, left, True), ("164", desk.now.at, None, False)]
    assert again.values.last().decision == correction
    assert verbs(bound) == ["figure.pinned", "figure.unpinned", "figure.came_back"]


def test_set_again_at_the_same_value_there_is_nothing_to_correct(desk):
    bound = desk.published()
    actions.unpin(bound, by=desk.cast.editor, at=desk.now())
    again = desk.pinned()
    assert [each.verdict for each in again.corrections] == [PinVerdict.LEFT]
    assert [words for words, *_rest in stood(bound)] == ["165", "165"]


def test_what_no_reader_saw_needs_no_correction(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    bound.refresh_from_db()
    assert bound.corrections == []
    actions.note_published([bound.pk], at=desk.now())
    first_seen = desk.now.at
    actions.note_published([bound.pk], at=desk.now())
    assert [value.seen_at for value in bound.values.all()] == [None, first_seen]
    desk.source.say("plans", 163)
    mark(desk)
    actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    assert [note.written_new for note in Pin.objects.get().corrections] == ["163"]
    assert stood(bound)[-1][3]  # readers saw the change at once


@pytest.mark.parametrize("table", ["pin", "decision", "citedvalue"])
def test_the_database_itself_forgets_nothing(desk, table):
    bound = desk.published()
    desk.source.say("plans", 164)
    mark(desk)
    actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    lines = [f"DELETE FROM figures_{table}"]
    if table != "pin":
        column = "amount" if table == "citedvalue" else "old_amount"
        lines.append(f"UPDATE figures_{table} SET {column} = 1")
    if table == "citedvalue":
        lines.append("UPDATE figures_citedvalue SET until = NULL WHERE until IS NOT NULL")
    for line in lines:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(line)


# What is read


def test_what_waits_is_shown_to_those_who_may_decide(desk):
    desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    [[shown]] = [note.items for note in changed(desk.cast.editor)]
    assert shown.held.title == "Hội nghị sơ kết"
    assert shown.causes[0].author == "trợ lý báo cáo, Đơn vị 07"
    assert shown.address == "/lam-viec/tong-hop/plans/"
    assert len(changed(desk.cast.publisher)) == 1
    for who in (desk.cast.planner, desk.cast.stranger, desk.cast.reader):
        assert changed(who) == []


def test_a_pin_whose_text_is_gone_asks_nobody(desk):
    desk.pinned(holder="gone")
    desk.source.say("plans", 164)
    mark(desk)
    assert changed(desk.cast.editor) == []


def test_the_pins_of_a_text_come_with_their_corrections(desk, django_assert_num_queries):
    for key in ("plans", "classes", "trainees"):
        desk.pinned(key)
    desk.pinned(holder_id=8)
    desk.pinned(holder="gone")
    actions.note_published(Pin.objects.values_list("pk", flat=True), at=desk.now())
    desk.source.say("plans", 164)
    mark(desk)
    actions.accept_change(Pin.objects.first(), by=desk.cast.publisher, at=desk.now())
    with django_assert_num_queries(2):
        notes = {
            pin.key: [note.written_new for note in pin.corrections] for pin in cited("fake", 7)
        }
    assert notes == {"plans": ["164"], "classes": [], "trainees": []}


def test_a_chooser_says_what_may_be_bound_and_shows_that_first(desk):
    desk.source.say("plans", 165)
    desk.source.say("plans_yearly", 5)
    desk.released("plans_yearly")
    assert [(each.offer.ref.key, each.is_released) for each in offers("plans", desk.cast.root.pk)] == [
        ("plans_yearly", True),
        ("plans", False),
    ]  # fmt: skip
