"""From empty to an organisation that reports: each step whole, by whom it may, once."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from nhip.hall.beginning import actions, queries, steps
from nhip.hall.beginning.actions import Body, NotYet, Over
from nhip.hall.beginning.queries import SetupProgress
from nhip.hall.beginning.regimes import days_less
from nhip.hall.beginning.starter import starter
from nhip.hall.models import Beginning
from nhip.office.notices.models import Notice
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.people.actions import (
    NewAccount,
    appoint,
    end_appointment,
    name_post,
    take_in_accounts,
)
from nhip.organisation.people.choices import Role
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import SpecialDay
from nhip.organisation.periods.rules import WorkingDays, usual_term
from nhip.organisation.units.actions import create_unit, open_organ
from nhip.organisation.units.models import LevelName, NumberSeries, Organ, Unit
from nhip.organisation.units.rules import AlreadyBuiltOn
from nhip.portal.site.models import SiteSettings
from nhip.work.duties.actions import save_regime
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.actions import Lacking, write_form
from nhip.work.forms.models import RowCheck
from nhip.work.indicators.models import Indicator

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)  # past: permissions are asked of today
SINCE = date(2015, 1, 1)
BODY = Body("Sở Minh Họa", "Sở MH", "SMH", SINCE, "Sở Minh Họa", "state", committee="Đảng ủy Sở")
OWN = "mot-cau-du-dai-de-nho"
PACKAGES = starter().packages


@pytest.fixture
def first(db) -> User:
    """The administrator of an installation that has just begun."""
    door = actions.open_door(at=AT)
    assert door
    return actions.make_first_account(door.key, "quantri", "Người Quản Trị", OWN, at=AT)


@pytest.fixture
def begun(first) -> User:
    """The administrator of an organisation with units on two levels below it."""
    root = actions.say_body(BODY, by=first, at=AT)
    actions.say_levels(["Sở", "Phòng", "Tổ"], by=first, at=AT)
    actions.say_calendar(1, [], by=first, at=AT)
    for code in ("P1", "P2"):
        below = create_unit(code, f"Phòng {code}", root, on=SINCE, by=first, at=AT)
        create_unit(f"{code}.1", f"Tổ {code}.1", below, on=SINCE, by=first, at=AT)
    return User.objects.get(pk=first.pk)


@pytest.mark.django_db
def test_a_key_opens_the_door_until_the_first_account_or_the_next_start():
    first, second = actions.open_door(at=AT), actions.open_door(at=AT)
    assert first
    assert second
    assert not actions.fits(first.key)
    assert actions.fits(second.key)
    assert not actions.fits("")
    kept = Beginning.objects.get().key_digest
    assert second.key not in kept
    for wrong in (first.key, "", kept, "\ud800"):
        with pytest.raises(Over):
            actions.make_first_account(wrong, "kẻ-lạ", "", OWN, at=AT)
    assert not User.objects.exists()
    actions.make_first_account(second.key, "quantri", "", OWN, at=AT)
    with pytest.raises(Over):
        actions.make_first_account(second.key, "khác", "", OWN, at=AT)
    assert User.objects.count() == 1
    assert actions.open_door(at=AT) == actions.Door()  # nothing but signing in from now on


def test_an_installation_that_has_people_does_not_begin_again(cast):
    assert actions.open_door(at=AT) is None
    assert not Beginning.objects.exists()


def test_the_organisation_is_set_up_and_corrected_in_place(first):
    root = actions.say_body(BODY, by=first, at=AT)
    assert [organ.name for organ in Organ.objects.on(AT.date())] == ["Sở Minh Họa", "Đảng ủy Sở"]
    assert first.appointments.get().role == Role.ADMINISTRATOR
    otherwise = Body("Sở Ví Dụ", "", "SVD", date(2010, 1, 1), "Sở Ví Dụ", "military")
    assert actions.say_body(otherwise, by=first, at=AT).pk == root.pk
    root.refresh_from_db()
    assert (root.name, root.code) == ("Sở Ví Dụ", "SVD")
    assert root.spans.get().start_on == date(2010, 1, 1)
    assert [organ.name for organ in Organ.objects.on(AT.date())] == ["Sở Ví Dụ"]
    assert SiteSettings.objects.get().name == "Sở Ví Dụ"
    create_unit("P", "Phòng", root, on=date(2012, 1, 1), by=first, at=AT)
    with pytest.raises(AlreadyBuiltOn):
        actions.say_body(BODY, by=first, at=AT)
    assert SiteSettings.objects.get().name == "Sở Ví Dụ"  # the step is written whole or not at all
    assert Unit.objects.get(pk=root.pk).name == "Sở Ví Dụ"


@pytest.mark.parametrize("first_day", [1, 15])
@pytest.mark.parametrize(
    "on", ["2022-01-03", "2022-02-14", "2022-03-15", "2022-06-30", "2022-11-24", "2022-12-31"]
)
def test_every_regime_of_the_starter_set_is_in_force_at_once(begun, on, first_day):
    at = datetime.fromisoformat(f"{on}T03:00:00+00:00")
    holidays = starter().holidays_of(at.year)
    actions.say_calendar(first_day, holidays, by=begun, at=at)
    User.objects.update(last_login=at)
    begun.refresh_from_db()
    actions.switch_on(PACKAGES, [2, 3], Organ.objects.all(), by=begun, at=at)
    assert not Notice.objects.filter(user=begun, text__contains="Quản trị hệ thống").exists()
    assert Regime.objects.exclude(published_at=None).count() == len(PACKAGES)
    for package in PACKAGES:
        running = Obligation.objects.filter(
            regime__code=package.code, period__start_on__lte=on, period__end_on__gt=on
        )
        assert running.count() == 4, package.code
    assert SpecialDay.objects.count() == len(holidays)


def test_switching_on_again_adds_nothing(begun):
    for _again in range(2):
        actions.switch_on(PACKAGES, [2], Organ.objects.all(), by=begun, at=AT)
    asked = sum(len(package.counted) for package in PACKAGES)
    assert Regime.objects.count() == len(PACKAGES)
    assert Indicator.objects.exclude(origin="counted").count() == asked
    bounded = [each for package in PACKAGES for each in package.counted if each.not_above]
    assert RowCheck.objects.count() == len(bounded)
    assert NumberSeries.objects.count() == 2 * len(starter().papers)
    signs = set(NumberSeries.objects.filter(kind="report").values_list("sign", flat=True))
    assert signs == {"BC-SMH", "BC-ĐU"}


def test_the_role_of_planner_is_lent_for_the_moment_and_the_journal_says_so(begun):
    actions.switch_on(PACKAGES[:1], [2], [], by=begun, at=AT)
    lent = begun.appointments.get(role=Role.PLANNER)
    assert not lent.holds_on(AT.date())
    verbs = list(Entry.objects.filter(about_id=str(lent.pk)).values_list("verb", flat=True))
    assert [each for each in verbs if each.startswith("people.")] == [
        "people.appointed",
        "people.appointment_ended",
    ]


def test_nobody_can_be_asked_where_nobody_stands(first):
    actions.say_body(BODY, by=first, at=AT)
    with pytest.raises(NotYet):
        actions.switch_on(PACKAGES[:1], [2], [], by=first, at=AT)
    actions.say_calendar(15, [], by=first, at=AT)
    with pytest.raises(Lacking):
        actions.switch_on(PACKAGES[:1], [2], [], by=first, at=AT)
    assert not Regime.objects.exists()
    assert not Indicator.objects.exclude(origin="counted").exists()
    assert not first.appointments.filter(role=Role.PLANNER).exists()


def test_it_is_finished_once_and_entered_no_more(first):
    actions.say_body(BODY, by=first, at=AT)
    begun = User.objects.get(pk=first.pk)
    with pytest.raises(NotYet, match="Lịch"):
        actions.finish(by=begun, at=AT)
    actions.say_levels(["A", "B"], by=begun, at=AT)
    actions.say_calendar(1, [], by=begun, at=AT)
    actions.finish(by=begun, at=AT)
    for step in (
        lambda: actions.finish(by=begun, at=AT),
        lambda: actions.say_body(BODY, by=begun, at=AT),
        lambda: actions.say_levels(["X", "Y"], by=begun, at=AT),
        lambda: actions.switch_on(PACKAGES, [2], [], by=begun, at=AT),
        lambda: actions.take_step(steps.UNITS, by=begun, at=AT),
    ):
        with pytest.raises(Over):
            step()
    assert actions.open_door(at=AT) is None


def test_only_the_administrator_sets_up(begun, cast_planner):
    for step in (
        lambda: actions.say_levels(["X", "Y"], by=cast_planner, at=AT),
        lambda: actions.finish(by=cast_planner, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            step()


@pytest.fixture
def cast_planner(begun) -> User:
    [planner] = take_in_accounts([NewAccount("kehoach", "", "", "")], by=begun, at=AT)
    post = name_post("Trợ lý", by=begun, at=AT)
    root = Unit.objects.get(code="SMH")
    appoint(planner, root, post, Role.PLANNER, on=SINCE, by=begun, at=AT)
    return planner


def test_what_can_be_switched_on_holds_together():
    keys = [each.key for package in PACKAGES for each in package.counted]
    assert len(keys) == len(set(keys))  # no figure is asked twice
    for package in PACKAGES:
        assert package.frequency in PeriodKind.values
        assert package.line.endswith(f"{len(package.counted)} chỉ tiêu.")
        for part in package.parts:
            here = {each.key for each in part.rows}
            for each in part.rows:
                assert {*(each.ratio or ()), each.not_above} - {""} <= here
    days = starter().holidays_of(2026)
    assert [day.on for day in days] == sorted({day.on for day in days})
    assert {day.on.weekday() for day in days if day.is_worked} <= {5, 6}
    assert len(starter().holidays_of(2031)) == 4  # what falls on the same day each year
    for ladder in starter().ladders:
        assert len(ladder.levels) >= 2


@pytest.fixture
def at_work(settings, begun) -> Client:
    """A stranger's browser before an installation that is being set up."""
    settings.IS_BEGINNING = True
    return Client()


def test_strangers_meet_a_calm_page_until_it_is_finished(at_work, begun):
    for path in ("/", "/tin/", "/lam-viec/", "/bien-tap/", "/tai-khoan/signup/"):
        answer = at_work.get(path)
        assert answer.status_code == 503, path
        shown = answer.content.decode()
        assert "Chưa thiết lập xong" in shown
        assert '<body class="at-the-door"' in shown, "whose letters are 16 px"
        assert answer["Cache-Control"] == "no-store"
    assert at_work.get("/-/ready").content == b"not set up"
    assert at_work.get("/-/live").status_code == 200
    assert at_work.get("/tai-khoan/login/").status_code == 200
    at_work.force_login(begun)
    assert at_work.get("/")["Location"] == "/bat-dau/"
    assert at_work.get("/lam-viec/don-vi/nhap/mau/").status_code == 200
    actions.finish(by=begun, at=AT)
    assert at_work.get("/").status_code == 200
    assert at_work.get("/-/ready").content == b"ok"
    for step in (
        "",
        "co-quan/",
        "cap/",
        "lich/",
        "don-vi/",
        "tai-khoan/",
        "bo-khoi-dau/",
        "thu/",
        "hoan-tat/",
    ):
        assert at_work.get(f"/bat-dau/{step}").status_code == 404


def test_a_step_tells_what_is_wrong_at_its_field_and_keeps_what_was_typed(begun, client):
    client.force_login(begun)
    typed = {"name": "Sở Khác", "code": "KHAC", "since": "1/1/2015", "organ": "Sở Khác",
             "layout": "state"}  # fmt: skip
    answer = client.post("/bat-dau/co-quan/", typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"code"}
    assert 'value="Sở Khác"' in answer.content.decode()
    answer = client.post("/bat-dau/co-quan/", typed | {"since": "31/12/9999"})
    assert set(answer.context["form"].errors) == {"since"}
    answer = client.post("/bat-dau/bo-khoi-dau/", {"packages": [PACKAGES[0].code]})
    assert set(answer.context["form"].errors) == {"levels"}
    for own, told in (("A", "2 đến 12"), ("A\na", "trùng tên"), ("A\n" + "b" * 61, "60 chữ")):
        answer = client.post("/bat-dau/cap/", {"ladder": "own", "own": own})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert list(LevelName.objects.values_list("name", flat=True)) == ["Sở", "Phòng", "Tổ"]


def test_names_written_beside_a_usual_set_are_asked_about_and_not_lost(begun, client):
    client.force_login(begun)
    answer = client.post("/bat-dau/cap/", {"ladder": "tinh", "own": "Sở\nChi cục\nTrạm"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"own"}
    assert "Chi cục\nTrạm" in answer.content.decode().replace("\r", "")
    assert LevelName.objects.filter(name="Sở").exists()
    untouched = {"ladder": "tinh", "own": "Sở\nPhòng\nTổ"}  # what the box held before
    assert client.post("/bat-dau/cap/", untouched).status_code == 302


def test_every_role_the_list_of_accounts_takes_is_told_beside_it(begun, client):
    client.force_login(begun)
    told = client.get("/bat-dau/tai-khoan/").content.decode().lower()
    told = told.split("mỗi vai trò làm gì")[1]
    assert [role.label for role in Role if f"{role.label}:" not in told] == []


def test_the_starter_set_offers_the_levels_below_and_the_organs_of_the_top_alone(begun, client):
    below = open_organ(
        Unit.objects.get(code="P1"), "committee", "Chi bộ P1", "party", on=SINCE, by=begun, at=AT
    )
    client.force_login(begun)
    shown = client.get("/bat-dau/bo-khoi-dau/").context
    assert [(each.number, each.name, each.units, each.reporting) for each in shown["below"]] == [
        (2, "Phòng", 2, 0),
        (3, "Tổ", 2, 0),
    ]
    assert shown["form"]["levels"].value() == [2]
    post = begun.appointments.get(role=Role.ADMINISTRATOR).post
    appoint(begun, Unit.objects.get(code="P1.1"), post, Role.REPORTER, on=SINCE, by=begun, at=AT)
    page = client.get("/bat-dau/bo-khoi-dau/")
    assert page.context["form"]["levels"].value() == [2, 3]  # where somebody is to report
    assert "2 đơn vị, 1 có người báo cáo" in page.content.decode()
    assert [organ.name for organ in shown["organs"]] == ["Sở Minh Họa", "Đảng ủy Sở"]
    assert below not in shown["organs"]


def write_regime(by: User) -> Regime:
    """Let whoever sets up write a regime as a planner, a role held until today."""
    [root] = [each for each in Organ.objects.all() if each.kind == "command"]
    post = by.appointments.get(role=Role.ADMINISTRATOR).post
    held = appoint(by, root.unit, post, Role.PLANNER, on=SINCE, by=by, at=AT)
    calendar = Beginning.objects.get().calendar
    form = write_form("Biểu nháp", root, by=by, at=AT)
    fields = {"code": "nhap", "name": "Báo cáo nháp", "organ": root, "form": form,
              "calendar": calendar, "frequency": "month", "due_days": 5}  # fmt: skip
    regime = save_regime(Regime(), fields, by=by, at=AT)
    end_appointment(held, on=AT.date(), by=by, at=AT)
    return regime


def test_how_far_an_organisation_has_come_counts_what_stands(begun):
    def come():
        return queries.setup_progress(AT.date())

    nothing = SetupProgress(5, 1, 0, 0, 0, 0, False, False, False)
    assert come() == nothing
    new = [NewAccount(name, "", "", "") for name in ("moi", "da-nghi")]
    take_in_accounts(new, is_given=True, by=begun, at=AT)
    # Accounts are switched off on Wagtail's page of users: that is no verb of ours.
    User.objects.filter(username="da-nghi").update(is_active=False)
    write_regime(begun)
    assert come() == SetupProgress(5, 2, 1, 0, 0, 0, False, False, False)
    actions.switch_on(PACKAGES[:1], [2], [], by=begun, at=AT)
    asked, owed = len(PACKAGES[0].counted), Obligation.objects.count()
    assert come() == SetupProgress(5, 2, 1, 1, asked, owed, False, False, False)
    assert (come().regimes, owed > 0) == (1, True)
    post = begun.appointments.get(role=Role.ADMINISTRATOR).post
    unit = Unit.objects.get(code="P1")
    for role in (Role.REPORTER, Role.CHIEF):
        appoint(begun, unit, post, role, on=SINCE, by=begun, at=AT)
    actions.switch_on([], [], Organ.objects.all(), by=begun, at=AT)
    assert (come().has_reporter, come().has_planner, come().has_series) == (True, True, True)
    before = queries.setup_progress(date(2014, 1, 1))
    assert (before.has_reporter, before.has_planner, before.has_series) == (False, False, False)


def test_the_first_account_is_made_by_whoever_holds_the_key(db, client):
    door = actions.open_door(at=AT)
    assert door
    assert client.get("/bat-dau/").status_code == 302  # to sign in: there is nobody yet
    assert client.get("/bat-dau/khong-phai/").status_code == 404
    typed = {"name": "Q", "username": "quan tri", "password": "12345678", "again": "12345678"}
    answer = client.post(f"/bat-dau/{door.key}/", typed)
    assert set(answer.context["form"].errors) >= {"username", "password"}
    good = {"name": "Q", "username": "quantri", "password": OWN, "again": OWN}
    assert client.post(f"/bat-dau/{door.key}/", good)["Location"] == "/bat-dau/co-quan/"
    assert client.get("/bat-dau/co-quan/").status_code == 200  # signed in
    assert client.get("/bat-dau/cap/")["Location"] == "/bat-dau/co-quan/"  # first things first
    assert Client().post(f"/bat-dau/{door.key}/", good | {"username": "b"}).status_code == 404


def test_what_another_browser_finished_meanwhile_is_told_calmly(begun, client, monkeypatch):
    client.force_login(begun)
    shown = client.get("/bat-dau/cap/").context["form"]
    say_levels = actions.say_levels

    def finished_just_before(*args, **kwargs):
        actions.finish(by=begun, at=AT)
        say_levels(*args, **kwargs)

    monkeypatch.setattr(actions, "say_levels", finished_just_before)
    answer = client.post("/bat-dau/cap/", {"ladder": shown.fields["ladder"].choices[0][0]})
    assert answer["Location"] == "/lam-viec/tiep-theo/"
    assert client.get(answer["Location"]).status_code == 200
    assert list(LevelName.objects.values_list("name", flat=True)) == ["Sở", "Phòng", "Tổ"]


def test_a_holiday_that_loses_its_tick_goes_again(begun):
    offered = starter().holidays_of(2022)
    actions.say_calendar(15, offered, offered=offered, by=begun, at=AT)
    actions.say_calendar(1, offered[:1], offered=offered, by=begun, at=AT)
    assert [day.on for day in SpecialDay.objects.all()] == [offered[0].on]
    assert Beginning.objects.get().calendar.first_day == 1


def test_deadlines_of_the_levels_leave_a_working_day_after_the_new_year():
    off = {day.on for day in starter().holidays_of(2026) if not day.is_worked}
    worked, term = WorkingDays(frozenset(off)), usual_term(15)
    found = [days_less(term, 15, "month", range(2, last), date(2026, 1, 5), worked)
             for last in (3, 4, 5)]  # fmt: skip
    assert found == [0, 2, 1]  # with three levels, two days each would end within the holiday
