"""Who is at a conference: written as on its day, corrected, struck, restored, taken in by the list."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nhip.office.documents.tests.makers import AT, organ
from nhip.office.records.rules import AlreadyStruck, NotStruck
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.actions import (
    appoint,
    correct_rank,
    end_appointment,
    name_post,
    name_rank,
)
from nhip.organisation.periods.rules import Span
from nhip.work.reviews.actions import (
    Coming,
    add_review,
    correct_conference,
    correct_participant,
    hold_conference,
    restore_participant,
    strike_conference,
    strike_participant,
    take_in_participants,
)
from nhip.work.reviews.models import Participant
from nhip.work.reviews.queries import guests
from nhip.work.reviews.rules import AlreadyThere, NoPart, NoPostThen, NoWords, PersonWords

from .makers import come
from .written import written

HELD_AT = datetime(2021, 1, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def held(cast):
    return hold_conference(
        organ(cast.root), title="Tổng kết 2020", held_at=HELD_AT, by=cast.planner, at=AT
    )


def add(cast, held, *parts, **more):
    return come(held, parts or ["attends"], by=cast.planner, **more)


def guest(name, post="Trưởng phòng"):
    return PersonWords(name, "Đại tá", post, "Đơn vị 07")


def told(cast, reason="ghi nhầm"):
    return {"reason": reason, "by": cast.planner, "at": AT}


def test_an_account_is_written_by_rank_post_and_unit_of_the_day_and_stays_so(cast, held):
    by, kept = cast.administrator, cast.unit_chief.appointments.get()
    rank = name_rank("Thượng tá", 4, by=by, at=AT)
    end_appointment(kept, on=date(2020, 1, 1), by=by, at=AT)
    post = name_post("Chính ủy", 1, by=by, at=AT)
    held_then = appoint(
        cast.unit_chief, cast.sibling, post, "chief", on=date(2020, 1, 1), by=by, at=AT, rank=rank
    )
    line = add(cast, held, "chairs", "awards", account=cast.unit_chief)
    assert line.words == PersonWords("", "Thượng tá", "Chính ủy", "Đơn vị 08")
    end_appointment(held_then, on=date(2021, 6, 1), by=by, at=AT)
    correct_rank(rank, "Đại tá", 4, by=by, at=AT)
    line.refresh_from_db()
    assert line.words.line == "Thượng tá, Chính ủy, Đơn vị 08"
    assert [part.value for part in line.parts] == ["chairs", "awards"]


def test_who_held_no_post_that_day_is_written_in_words(cast, held):
    with pytest.raises(NoPostThen):
        add(cast, held, account=cast.reader)
    assert add(cast, held, words=guest("Nguyễn Văn An")).account is None


def test_nobody_comes_without_part_or_post_or_twice(cast, held):
    with pytest.raises(NoPart):
        come(held, ["trusts"], words=guest("A"), by=cast.planner)
    with pytest.raises(NoWords):
        add(cast, held, words=PersonWords("Nguyễn Văn An"))
    add(cast, held, account=cast.chief)
    add(cast, held, words=guest("Nguyễn Văn An"))
    for again in ({"account": cast.chief}, {"words": guest("NGUYỄN VĂN AN")}):
        with pytest.raises(AlreadyThere):
            add(cast, held, **again)


def test_nothing_is_kept_of_what_a_person_thinks():
    assert {field.name for field in Participant._meta.fields} == {
        "id", "conference", "account", "name", "rank", "post", "unit_name", "attends", "chairs",
        "speaks", "awards", "is_sample", "struck_at", "strike_reason",
    }  # fmt: skip


def test_a_line_is_corrected_struck_and_restored_with_its_history(cast, held):
    line = add(cast, held, words=guest("Nguyễn Văn An"))
    correct_participant(line, {"rank": "Thiếu tướng", "speaks": True}, **told(cast))
    strike_participant(line, **told(cast, "không dự"))
    assert not held.participants.standing().exists()
    restore_participant(line, **told(cast, "có dự"))
    line.refresh_from_db()
    assert (line.rank, line.speaks, line.attends) == ("Thiếu tướng", True, True)
    assert [doing.verb for doing in history(line)] == [
        f"participant.{verb}" for verb in ("added", "corrected", "struck", "restored")
    ]
    with pytest.raises(NoPart):
        correct_participant(line, {"speaks": False, "attends": False}, **told(cast))
    with pytest.raises(NotStruck):
        restore_participant(line, **told(cast))


def test_a_correction_or_a_restored_line_does_not_double_another(cast, held):
    one = add(cast, held, words=guest("Nguyễn Văn An"))
    other = add(cast, held, words=guest("Trần Thị Bình"))
    with pytest.raises(AlreadyThere):
        correct_participant(other, {"name": "Nguyễn Văn An"}, **told(cast))
    strike_participant(one, **told(cast))
    correct_participant(other, {"name": "Nguyễn Văn An"}, **told(cast))
    with pytest.raises(AlreadyThere):
        restore_participant(one, **told(cast))


@pytest.mark.parametrize("who", ["chief", "editor", "unit_chief", "reporter", "stranger", "reader"])
def test_only_the_planner_writes_the_list(cast, held, who):
    line = add(cast, held, words=guest("Nguyễn Văn An"))
    by = {"by": getattr(cast, who), "at": AT}
    for act in (
        lambda: come(held, ["attends"], words=guest("B"), by=by["by"]),
        lambda: correct_participant(line, {"rank": ""}, reason="x", **by),
        lambda: strike_participant(line, reason="x", **by),
        lambda: restore_participant(line, reason="x", **by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_struck_conference_takes_nobody_in(cast, held):
    strike_conference(held, **told(cast))
    with pytest.raises(AlreadyStruck):
        add(cast, held, words=guest("Nguyễn Văn An"))


def test_many_are_written_as_one_by_one(cast, held):
    kept = {"by": cast.planner, "at": AT}
    rows = [
        Coming(held, ["speaks"], account=cast.chief),
        Coming(held, ["attends", "awards"], words=guest("Nguyễn Văn An"), is_sample=True),
    ]

    def one_by_one():
        for row in rows:
            take_in_participants([row], **kept)

    alone = written(one_by_one, Participant)
    assert len(alone) == 4
    assert alone == written(lambda: take_in_participants(rows, **kept), Participant)


def test_one_bad_row_is_told_and_nobody_is_written(cast, held):
    rows = [Coming(held, ["attends"], words=guest(f"Người {number}")) for number in range(40)]
    rows[17] = Coming(held, ["attends"], words=guest("người 3"))
    with pytest.raises(WrongRow) as refused:
        take_in_participants(rows, by=cast.planner, at=AT)
    assert (refused.value.index, type(refused.value.why)) == (17, AlreadyThere)
    assert not Participant.objects.exists()


def test_people_stand_by_given_name_and_those_known_by_post_after_them(cast, held):
    for name in ("Trần Văn Bình", "Lê Thị An", "Phạm Văn Ánh", ""):
        add(cast, held, words=guest(name))
    add(cast, held, words=guest("", "Bí thư"))
    assert [line.name or line.post for line in guests(held)] == [
        "Lê Thị An",
        "Phạm Văn Ánh",
        "Trần Văn Bình",
        "Bí thư",
        "Trưởng phòng",
    ]


@pytest.mark.parametrize("post", ["MẬT", "T" * 121])
def test_the_verb_refuses_what_the_form_refuses_of_a_person(cast, held, post):
    with pytest.raises(ValidationError):
        add(cast, held, words=guest("Nguyễn Văn A", post))


@pytest.mark.parametrize("title", ["MẬT", "T" * 201, ""])
def test_the_verb_refuses_what_the_form_refuses_of_a_conference_and_a_review(cast, held, title):
    told = {"by": cast.planner, "at": AT}
    with pytest.raises(ValidationError):
        hold_conference(held.organ, title=title, held_at=HELD_AT, **told)
    with pytest.raises(ValidationError):
        add_review(held, title=title, window=Span(date(2020, 1, 1), date(2021, 1, 1)), **told)


def test_on_another_day_people_are_written_as_on_that_day(cast, held):
    typed = add(cast, held, words=guest("Nguyễn Văn An"))
    mended = add(cast, held, account=cast.chief)
    correct_participant(mended, {"rank": "Thiếu tướng"}, **told(cast))
    line = add(cast, held, account=cast.unit_chief)
    later = datetime(2021, 6, 20, 1, 0, tzinfo=UTC)
    by, kept = cast.administrator, cast.unit_chief.appointments.get()
    end_appointment(kept, on=date(2021, 3, 1), by=by, at=AT)
    post = name_post("Chính ủy", 1, by=by, at=AT)
    appoint(cast.unit_chief, cast.sibling, post, "chief", on=date(2021, 3, 1), by=by, at=AT)
    was = [each.words for each in (typed, Participant.objects.get(pk=mended.pk))]
    correct_conference(held, {"held_at": later}, **told(cast, "dời ngày"))
    line.refresh_from_db()
    assert line.words == PersonWords("", "", "Chính ủy", "Đơn vị 08")
    assert [each.words for each in Participant.objects.filter(pk__in=[typed.pk, mended.pk])] == was
    assert history(line)[-1].said["reason"] == "dời ngày"
    assert [each.verb for each in history(typed)] == ["participant.added"]


def test_a_review_may_end_on_the_last_day_there_is(cast, held):
    window = Span(date(2199, 1, 1), date(2200, 1, 1))
    review = add_review(held, title="x", window=window, by=cast.planner, at=AT)
    assert review.window == "2199"
