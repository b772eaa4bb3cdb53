"""Many at once leave what each alone leaves; one bad row is named, and then nothing is written."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.kit.guard.forms import MarkedText
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Power, Role
from nhip.organisation.people.models import Appointment, Authority, Post, Rank
from nhip.organisation.people.queries import unit_ids
from tests.cast import START

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
DAY = date(2022, 7, 28)


def acts(since=0):
    rows = Entry.objects.order_by("pk").values_list("verb", "about", "unit_id", "by_id", "at")
    return list(rows)[since:]


@pytest.fixture
def post(cast):
    return Post.objects.get(name="trợ lý kế hoạch")


def test_appointments(cast, post):
    by, count = cast.administrator, Entry.objects.count()
    alone = actions.appoint(cast.reader, cast.unit, post, Role.REPORTER, on=DAY, by=by, at=AT)
    [other] = actions.take_in_appointments(
        [actions.NewAppointment(cast.reader, cast.sibling, post, Role.REPORTER, DAY)], by=by, at=AT
    )
    one, two = (
        Appointment.objects.filter(pk=each.pk).values().get() | {"id": 0, "unit_id": 0}
        for each in (alone, other)
    )
    assert one == two
    first, second = acts(count)
    assert (first[:2], first[3:]) == (second[:2], second[3:])
    assert (first[2], second[2]) == (cast.unit.pk, cast.sibling.pk)
    assert unit_ids(cast.reader, "people.work", DAY) == {cast.unit.pk, cast.sibling.pk}


def test_editors_of_a_list_stand_in_wagtails_groups(cast, post):
    rows = [
        actions.NewAppointment(cast.reader, cast.root, post, role, START)
        for role in (Role.EDITOR, Role.PUBLISHER)
    ]
    actions.take_in_appointments(rows, by=cast.administrator, at=AT)
    assert set(cast.reader.groups.values_list("name", flat=True)) == {"editor", "publisher"}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (lambda cast: (cast.reporter, cast.unit, Role.REPORTER, DAY), actions.AlreadyAppointed),
        (lambda cast: (cast.reader, cast.unit, Role.CHIEF, DAY), actions.AlreadyAppointed),
        (lambda cast: (cast.reader, cast.unit, Role.EDITOR, DAY), actions.OnlyAtTheRoot),
        (
            lambda cast: (cast.reader, cast.unit, Role.PLANNER, date(2014, 1, 1)),
            actions.NotStanding,
        ),
    ],
)
def test_one_bad_appointment_is_named_and_nobody_is_appointed(cast, post, bad, why):
    def new(user, unit, role, on):
        return actions.NewAppointment(user, unit, post, role, on)

    rows = [new(cast.reader, cast.unit, Role.CHIEF, DAY), new(*bad(cast))]
    count = Appointment.objects.count(), Entry.objects.count()
    with pytest.raises(WrongRow) as told:
        actions.take_in_appointments(rows, by=cast.administrator, at=AT)
    assert (told.value.index, type(told.value.why)) == (1, why)
    assert (Appointment.objects.count(), Entry.objects.count()) == count
    with pytest.raises(WrongRow) as told:
        actions.take_in_appointments(rows[:1], by=cast.planner, at=AT)
    assert isinstance(told.value.why, PermissionDenied)


def test_accounts(cast):
    rows = [actions.NewAccount(f"u{n}", f"u{n}@example.vn", f"Người {n}", "hash") for n in range(3)]
    made = actions.take_in_accounts(rows, by=cast.administrator, at=AT)
    assert [str(user) for user in User.objects.filter(username__startswith="u").order_by("pk")][-3:] == [
        "Người 0", "Người 1", "Người 2",
    ]  # fmt: skip
    assert [doing.verb for doing in history(made[2])] == ["people.account_made"]
    assert not made[0].has_given_password
    for bad in (
        actions.NewAccount("PLANNER", "", "", "hash"),
        actions.NewAccount("moi", "Planner@example.vn", "", "hash"),
        actions.NewAccount("a1", "", "", "hash"),
    ):
        rows = [actions.NewAccount(f"a{n}", "", "", "hash") for n in range(5)]
        rows[3] = bad
        with pytest.raises(WrongRow) as told:
            actions.take_in_accounts(rows, by=cast.administrator, at=AT)
        assert (told.value.index, type(told.value.why)) == (3, actions.AccountTaken)
    assert not User.objects.filter(username="a0").exists()
    with pytest.raises(PermissionDenied):
        actions.take_in_accounts(rows, by=cast.planner, at=AT)


@pytest.mark.parametrize(
    ("model", "many", "alone", "correct"),
    [
        (Rank, actions.take_in_ranks, actions.name_rank, actions.correct_rank),
        (Post, actions.take_in_posts, actions.name_post, actions.correct_post),
    ],
)
def test_ranks_and_posts(cast, model, many, alone, correct):
    by, count = cast.administrator, Entry.objects.count()
    one = alone("Đại tá", 3, by=by, at=AT)
    [two] = many([actions.NewName("Thượng tá", 3)], by=by, at=AT)
    first, second = acts(count)
    assert first == second
    assert (one.precedence, two.precedence) == (3, 3)
    with pytest.raises(WrongRow, match=r"2.*Đại tá"):
        many([actions.NewName("Trung tá"), actions.NewName("Đại tá")], by=by, at=AT)
    assert not model.objects.filter(name="Trung tá").exists()
    with pytest.raises(WrongRow) as told:
        many([actions.NewName("TUYỆT MẬT")], by=by, at=AT)
    assert isinstance(told.value.why, MarkedText)
    correct(one, "Đại tá", 2, by=by, at=AT)
    assert history(one)[-1].said == {"from": ["Đại tá", 3], "to": ["Đại tá", 2]}
    with pytest.raises(actions.NameTaken):
        correct(one, "Thượng tá", 2, by=by, at=AT)
    for attempt in (
        lambda: alone("x", 1, by=cast.planner, at=AT),
        lambda: correct(one, "x", 1, by=cast.planner, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_lines_of_the_table_of_authority(cast):
    by, count = cast.administrator, Entry.objects.count()
    said = {
        "verb": Power.ISSUE,
        "subject": "",
        "level": 2,
        "organ_kind": "command",
        "basis": "QĐ 1",
    }
    alone = actions.lay_down(Authority(**said, start_on=DAY), by=by, at=AT)
    [other] = actions.take_in_authority([actions.NewAuthority(**said, on=DAY)], by=by, at=AT)
    one, two = (
        Authority.objects.filter(pk=each.pk).values().get() | {"id": 0} for each in (alone, other)
    )
    assert one == two
    first, second = acts(count)
    assert first == second
    assert history(alone)[0].said == history(other)[0].said
    with pytest.raises(PermissionDenied):
        actions.take_in_authority([actions.NewAuthority(**said, on=DAY)], by=cast.planner, at=AT)


def test_the_first_account_needs_nobody_and_stands_down_once_it_is_appointed(db):
    user = actions.make_first_account("dau", "Người đầu", "mot-cau-du-dai", at=AT)
    assert user.has_perm("units.create")
    assert [(doing.verb, doing.by_id) for doing in history(user)] == [
        ("people.account_made", user.pk)
    ]
    with pytest.raises(actions.AccountsExist):
        actions.make_first_account("hai", "Người hai", "mot-cau-du-dai", at=AT)
    with pytest.raises(actions.NotAppointed):
        actions.stand_down(user, by=user, at=AT)


def test_who_stands_down_keeps_what_the_appointment_gives(cast):
    first = User.objects.get(username="setup")
    with pytest.raises(PermissionDenied):
        actions.stand_down(cast.administrator, by=cast.planner, at=AT)
    with pytest.raises(actions.NotAppointed):
        actions.stand_down(cast.planner, by=cast.administrator, at=AT)
    with pytest.raises(actions.NotAppointed):
        actions.stand_down(first, by=first, at=AT)
    post = Post.objects.get(name="quản trị hệ thống")
    actions.appoint(first, cast.root, post, Role.ADMINISTRATOR, on=START, by=first, at=AT)
    actions.stand_down(first, by=first, at=AT)
    first = User.objects.get(username="setup")
    assert first.has_perm("units.create", cast.leaf)
    assert not first.has_perm("wagtailcore.add_page")
