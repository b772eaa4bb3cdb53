"""Lists of people: what is wrong is told by cell, all or nobody gets an account, passwords once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from nhip.kit.sheets.reading import SheetRow
from nhip.kit.sheets.values import NumberCell, TruthCell
from nhip.kit.sheets.writing import write_table
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from nhip.organisation.people.forms.lists import HEADINGS, LIST, PASSWORDS, pack
from nhip.organisation.people.models import Post
from nhip.organisation.people.queries import known_people
from nhip.organisation.people.rules import (
    Person,
    WrongPeople,
    propose_username,
    read_people,
    role_of,
    settle_people,
)
from nhip.organisation.units.actions import create_unit, import_units
from nhip.organisation.units.forms import UnitListForm

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
ON = date(2022, 7, 28)
PAGE = "/lam-viec/tai-khoan/"
NAMES = [names[0] for names in HEADINGS.values()]
KEYS = list(HEADINGS)
GOOD = (
    "G.07",
    "Trợ lý tổng hợp",
    "Người Mới",
    "nguoi.moi",
    "người báo cáo",
    "moi@example.vn",
    "0912 345 678",
)
ROOT = ("G", "Biên tập viên", "", "bt2", "Biên tập viên", "", "")


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def send(client, *rows, name="a.xlsx"):
    content = write_table("Tài khoản", NAMES, rows)
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def but(**said):
    return tuple((dict(zip(KEYS, GOOD, strict=True)) | said).values())


def people(*rows) -> list[Person]:
    found, faults = read_people(
        [
            SheetRow(dict(zip(KEYS, row, strict=True)), {key: f"{key}{n}" for key in KEYS})
            for n, row in enumerate(rows)
        ]
    )
    assert not faults
    return found


def test_a_trial_shows_who_would_come_and_writes_nobody(cast, admin):
    before = User.objects.count()
    answer = send(admin, GOOD, ROOT)
    assert answer.status_code == 200
    shown = answer.content.decode()
    for words in ("Đơn vị 07", "người báo cáo", "nguoi.moi", "Sẽ tạo 2 tài khoản"):
        assert words in shown
    assert User.objects.count() == before


def test_the_list_comes_in_and_everybody_can_sign_in_once_with_what_is_shown(cast, admin):
    packed = send(admin, GOOD, ROOT).context["packed"]
    answer = admin.post(PAGE, {"list": packed})
    shown = {each.username: each.password for each in answer.context["given"]}
    user = User.objects.get(username="nguoi.moi")
    assert (user.get_full_name(), user.email) == ("Người Mới", "moi@example.vn")
    held = user.appointments.get()
    assert (held.unit, held.post.name, held.role) == (cast.unit, "Trợ lý tổng hợp", Role.REPORTER)
    assert shown["nguoi.moi"] not in str(list(Detail.objects.values_list("said", flat=True)))
    made = Entry.objects.filter(verb="people.account_made", by_id=cast.administrator.pk)
    assert made.count() == 2

    person = Client()
    typed = {"login": "nguoi.moi", "password": shown["nguoi.moi"]}
    assert person.post("/tai-khoan/login/", typed)["Location"] == "/lam-viec/"
    change = "/tai-khoan/password/change/"
    for path in ("/lam-viec/", "/lam-viec/bao-cao/", "/bien-tap/", "/bat-dau/", "/bat-dau/co-quan/",
                 "/tai-lieu/1/a.pdf", "/y-kien/kiem-duyet/"):  # fmt: skip
        assert person.get(path)["Location"].startswith(change)
    assert person.get("/tai-khoan/email/").status_code == 200
    new = "mot-mat-khau-rieng-khac"
    typed = {"oldpassword": shown["nguoi.moi"], "password1": shown["nguoi.moi"],
             "password2": shown["nguoi.moi"]}  # fmt: skip
    assert person.post(change, typed).status_code == 200  # the given one is not one's own
    typed |= {"password1": new, "password2": new}
    answer = person.post(f"{change}?next=/lam-viec/bao-cao/", typed)
    assert answer["Location"] in ("/lam-viec/", "/lam-viec/bao-cao/")
    assert person.get("/lam-viec/").status_code == 200
    user.refresh_from_db()
    assert not user.has_given_password
    assert user.check_password(new)


def test_the_same_list_twice_makes_nobody_twice(cast, admin):
    packed = send(admin, GOOD).context["packed"]
    assert admin.post(PAGE, {"list": packed}).status_code == 200
    again = admin.post(PAGE, {"list": packed})
    assert again.status_code == 409
    assert "đã có người dùng" in again.content.decode()
    assert User.objects.filter(username="nguoi.moi").count() == 1
    assert send(admin, GOOD).status_code == 422


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([but(unit="X.99")], ["A2"]),
        ([but(unit="")], ["A2"]),
        ([but(post="")], ["B2"]),
        ([but(post="x" * 121)], ["B2"]),
        ([but(username="reporter")], ["D2"]),
        ([but(username="REPORTER")], ["D2"]),
        ([but(username="ｒｅｐｏｒｔｅｒ")], ["D2"]),  # the same to every eye
        ([but(username="straße"), but(email="", username="STRASSE")], ["D3"]),
        ([but(username="có dấu cách")], ["D2"]),
        ([GOOD, but(email="", username="NGUOI.MOI")], ["D3"]),
        ([but(role="sếp")], ["E2"]),
        ([but(role="")], ["E2"]),
        ([but(role="biên tập viên")], ["E2"]),  # of the unit on top only
        ([but(email="khong@")], ["F2"]),
        ([but(email="reporter@example.vn")], ["F2"]),
        ([GOOD, but(username="khac")], ["F3"]),
        ([but(unit="X.99", username="reporter", email="planner@example.vn")], ["A2", "D2", "F2"]),
        ([], [""]),
    ],
)
def test_what_is_wrong_is_told_by_cell_and_nobody_comes_in(cast, admin, rows, cells):
    answer = send(admin, *rows)
    assert answer.status_code == 422
    assert sorted(fault.cell for fault in answer.context["faults"]) == cells
    assert "packed" not in answer.context
    assert not User.objects.filter(username__in=("nguoi.moi", "khac")).exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"x"),
        ("a.xlsx", b"no workbook"),
        ("a.csv", "Mã,Tên\n1,2".encode()),
        ("a.csv", b""),
    ],
)
def test_what_is_no_list_is_refused_at_the_field(cast, admin, name, content):
    answer = admin.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_list_is_whole_or_nothing(cast):
    rows = people(GOOD, but(username="khac", email="", unit="X"))
    with pytest.raises(WrongPeople):
        actions.import_people(rows, on=ON, by=cast.administrator, at=AT)
    assert not User.objects.filter(username="nguoi.moi").exists()
    with pytest.raises(PermissionDenied):
        actions.import_people(people(GOOD), on=ON, by=cast.planner, at=AT)


def test_posts_are_used_again_whatever_their_case(cast):
    actions.import_people(people(but(post="TRỢ LÝ BÁO CÁO".title())), on=ON,
                          by=cast.administrator, at=AT)  # fmt: skip
    actions.import_people(people(but(post="Trợ lý mới", username="a", email=""),
                                 but(post="Trợ lý mới", username="b", email="")),
                          on=ON, by=cast.administrator, at=AT)  # fmt: skip
    assert Post.objects.filter(name="Trợ lý mới").count() == 1


def test_lost_passwords_are_given_anew_to_those_who_never_signed_in(cast, admin):
    first = admin.post(PAGE, {"list": send(admin, GOOD).context["packed"]}).context["given"][0]
    user = User.objects.get(username="nguoi.moi")
    assert "nguoi.moi" in admin.get(PAGE).content.decode()
    both = {"ai": [user.pk, cast.reporter.pk]}  # the reporter chose one of their own
    answer = admin.post(f"{PAGE}mat-khau-moi/", both)
    [second] = answer.context["given"]
    user.refresh_from_db()
    assert not user.check_password(first.password)
    assert user.check_password(second.password)
    before = cast.reporter.password
    assert User.objects.get(pk=cast.reporter.pk).password == before
    for nobody in ({}, {"ai": ["x", "9" * 30, str(cast.reporter.pk)]}):
        assert admin.post(f"{PAGE}mat-khau-moi/", nobody)["Location"] == PAGE


def test_passwords_are_taken_away_as_a_table_by_whom_they_were_shown_to(cast, admin):
    page = admin.post(PAGE, {"list": send(admin, GOOD).context["packed"]})
    answer = admin.post(f"{PAGE}mat-khau/", {"list": page.context["packed"]})
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert "no-store" in answer["Cache-Control"]
    assert "no-store" in page["Cache-Control"]
    for forged in ("", "x:y:z", pack(people(GOOD), LIST, cast.administrator.pk),
                   pack(page.context["given"], PASSWORDS, cast.chief.pk)):  # fmt: skip
        assert admin.post(f"{PAGE}mat-khau/", {"list": forged})["Location"] == PAGE


def test_the_template_can_be_sent_back_once_the_example_is_gone(cast, admin):
    answer = admin.get(f"{PAGE}mau/")
    back = admin.post(PAGE, {"file": SimpleUploadedFile("mau.xlsx", answer.content)})
    assert {fault.cell for fault in back.context["faults"]} == {"E2"}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_read_by_its_name_in_any_case(role):
    assert role_of(role.value) == role
    assert role_of(str(role.label).upper()) == role


@given(st.lists(st.lists(st.text(max_size=30), min_size=7, max_size=7), max_size=4))
def test_any_row_is_taken_or_has_a_fault_in_a_cell_of_its_own(rows):
    listed = [
        SheetRow(dict(zip(KEYS, row, strict=True)), {key: f"{key}:{n}" for key in KEYS})
        for n, row in enumerate(rows)
    ]
    found, faults = read_people(listed)
    faulty = {fault.cell.rpartition(":")[2] for fault in faults if fault.cell}
    assert len(found) == len(rows)
    for number, person in enumerate(found):
        if str(number) not in faulty:
            assert person.unit
            assert person.post
            assert person.role in Role.values


def test_a_classification_mark_is_told_at_its_cell():
    row = SheetRow(dict(zip(KEYS, but(name="TỐI MẬT"), strict=True)), {key: key for key in KEYS})
    assert [fault.cell for fault in read_people([row])[1]] == ["name"]


def test_the_number_of_questions_does_not_grow_with_those_who_wait(cast, admin):
    asked = []
    for few in (range(2), range(2, 12)):
        rows = [but(username=f"u{n}", email="") for n in few]
        actions.import_people(people(*rows), on=ON, by=cast.administrator, at=AT)
        admin.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            admin.get(PAGE)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_given_password_is_hashed_quickly_and_slowly_once_it_was_used(cast, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    [given] = actions.import_people(people(GOOD), on=ON, by=cast.administrator, at=AT)
    user = User.objects.get(username=given.username)
    assert user.password.startswith("pbkdf2_sha256$1000$")
    assert user.check_password(given.password)
    user.refresh_from_db()
    assert not user.password.startswith("pbkdf2_sha256$1000$")


def test_one_post_written_in_two_ways_is_one_post(cast):
    rows = (
        but(username="a", email="", post="Ủy viên"),
        but(username="b", email="", post="ỦY VIÊN"),
    )
    actions.import_people(people(*rows), on=ON, by=cast.administrator, at=AT)
    assert [each.name for each in Post.objects.filter(name__in=["Ủy viên", "ỦY VIÊN"])] == [
        "Ủy viên"
    ]


@pytest.mark.parametrize(
    "address", ["Đ/c ", "đ/c  ", "Đồng chí ", "Đc. ", "Đ/c.", "Ông ", "bà ", "Ông/Bà "]
)
def test_how_people_are_addressed_is_no_part_of_their_name(address):
    values = {**dict(zip(KEYS, GOOD, strict=True)), "name": f"{address}Đặng Văn Đức"}
    people, faults = read_people([SheetRow(values, dict.fromkeys(KEYS, "A2"))])
    assert [person.name for person in people] == ["Đặng Văn Đức"]
    assert not faults


@pytest.mark.parametrize(
    ("name", "taken", "proposed"),
    [
        ("Nguyễn Văn An", set(), "annv"),
        ("Nguyễn Văn An", {"annv"}, "annv2"),
        ("Nguyễn Văn An", {"annv", "annv2", "annv4"}, "annv3"),
        ("  đ/c ĐẶNG   thị Ước ", set(), "uocdt"),
        ("Đỗ", set(), "do"),
        ("Trần D’Arc (B)", set(), "btd"),
        ("", set(), ""),
        ("王 ‑", set(), ""),
    ],
)
def test_a_user_name_is_proposed_from_the_given_name_and_free(name, taken, proposed):
    assert propose_username(name, taken) == proposed


def test_a_proposed_user_name_is_never_too_long():
    assert len(propose_username("x" * 150 + " " + "y" * 150, {"y" * 144})) <= 150


@pytest.mark.parametrize("name", ["Ông Ích Khiêm", "Bà Huyện", "Đcao Văn A"])
def test_a_name_that_begins_like_an_address_stays(name):
    values = {**dict(zip(KEYS, GOOD, strict=True)), "name": name}
    people, _faults = read_people([SheetRow(values, dict.fromkeys(KEYS, "A2"))])
    assert [person.name for person in people] == [name]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("chỉ huy", Role.CHIEF),
        ("Thủ trưởng đơn vị", Role.CHIEF),
        ("TRỢ LÝ", Role.PLANNER),
        ("biên tập", Role.EDITOR),
        ("Quản trị", Role.ADMINISTRATOR),
        ("Giám đốc", None),
        ("báo cáo viên", None),  # who speaks before people, in these offices
    ],
)
def test_a_role_is_read_as_offices_call_it_where_that_is_clear(said, role):
    assert role_of(said) == role


def test_a_list_of_accounts_with_faults_tells_each_at_its_cell(office):
    name = "12-accounts-with-faults.xlsx"
    content = Path(f"tests/lists/{name}").read_bytes()
    answer = office.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    told = {fault.cell: fault.message for fault in answer.context["faults"]}
    assert "“01”" in told["B9"]
    assert "là chức vụ" in told["F5"]
    assert "thủ trưởng" in told["F5"]
    for cell in ("F8", "F10", "G12"):
        assert cell in told, cell
    assert "E11" in told, "a user name with spaces"
    shown = [person.name for person in answer.context["people"]]
    assert len(shown) == 130
    assert shown[:2] == ["Người Một", "Người Hai"]
    assert shown.count("Người Cùng Tên") > 5
    assert (answer.status_code, "packed" in answer.context) == (422, False)
    assert User.objects.count() == 1


@pytest.fixture
def office(admin_user, client):
    """An office of the 102 units of the list, and its administrator's browser."""
    by = {"by": admin_user, "at": AT}
    create_unit("SNN", "Sở A", None, on=date(2022, 1, 1), **by)
    name = "10-units-as-an-officer-writes-them.xlsx"
    file = SimpleUploadedFile(name, Path(f"tests/lists/{name}").read_bytes())
    form = UnitListForm(files={"file": file})
    assert form.is_valid()
    import_units(form.rows, since=date(2022, 1, 1), **by)
    client.force_login(admin_user)
    return client


def test_who_has_no_user_name_is_proposed_one_that_is_free_and_shown(cast, admin):
    rows = [
        but(username="", name="Nguyễn Văn An"),
        but(username="ANNV2", email="", name="Khác"),
        but(username="", email="", name="Đ/c Nguyễn Vũ An"),
        but(username="", email="", name=""),
    ]
    answer = send(admin, *rows)
    assert [fault.cell for fault in answer.context["faults"]] == ["D5"]
    answer = send(admin, *rows[:3])
    assert "đề nghị" in answer.content.decode()
    assert [person.username for person in answer.context["people"]] == ["annv", "ANNV2", "annv3"]
    admin.post(PAGE, {"list": answer.context["packed"]})
    assert User.objects.filter(username__in=("annv", "annv3")).count() == 2


def test_a_column_of_user_names_is_not_demanded(cast, admin):
    heads = ["Đơn vị", "Chức vụ", "Họ tên", "Vai trò"]
    rows = [["II. Các huyện", "", "", ""], ["đơn vị  07", "Trợ lý", "Lê Thị Bình", "báo cáo"]]
    content = write_table("A", heads, rows)
    answer = admin.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 200
    [person] = answer.context["people"]
    assert (person.unit, person.username) == ("Đơn vị 07", "binhlt")
    assert "1 hàng là tên phần của danh sách" in answer.content.decode()


def test_codes_of_units_that_were_turned_are_told_in_accounts_too(cast, admin):
    rows = [but(unit=date(2026, 2, 1)), but(unit=NumberCell("1,1")), but(unit=TruthCell("TRUE")),
            but(unit=NumberCell("123456789012345680")), but(name=date(2026, 2, 1))]  # fmt: skip
    cells = [{key: f"{key}{n}" for key in KEYS} for n in range(len(rows))]
    listed = [
        SheetRow(dict(zip(KEYS, row, strict=True)), each)
        for row, each in zip(rows, cells, strict=True)
    ]
    found, faults = read_people(listed)
    _settled, more = settle_people(found, known_people(ON))
    told = {fault.cell: fault.message for fault in [*faults, *more]}
    assert {"unit0", "unit1", "unit2", "unit3", "name4"} == {*told}
    assert all("Văn bản" in message for message in told.values())


def test_who_may_have_an_account_or_stands_twice_is_told_before_any_is_made(cast, admin):
    admin.post(PAGE, {"list": send(admin, GOOD).context["packed"]})
    again = but(username="khac", email="", phone="", name="Đ/c  người mới")
    other = but(username="an", email="", phone="", name="An")
    looked = send(admin, again, other, (*other[:3], "an2", *other[4:]))
    shown = looked.content.decode()
    assert "có thể đã có tài khoản: “nguoi.moi”" in shown
    assert "An đã có ở ô C3, cùng đơn vị" in shown
    assert looked.context["packed"]  # they may be two people
    elsewhere = but(unit="G.08", username="khac", email="", phone="")
    assert not send(admin, elsewhere).context["alike"]


def test_one_new_account_is_told_so_too_and_bears_the_bare_name(cast, admin):
    admin.post(PAGE, {"list": send(admin, GOOD).context["packed"]})
    page = "/lam-viec/tai-khoan/moi/"
    typed = {"name": "Đ/c Người Mới", "username": "khac", "unit": cast.unit.pk, "post": "Trợ lý",
             "role": "reporter", "on": "1/8/2022"}  # fmt: skip
    told = admin.post(page, typed)
    assert "có thể đã có tài khoản: “nguoi.moi”" in told.content.decode()
    assert not User.objects.filter(username="khac").exists()
    assert admin.post(page, typed | {"other": "on"}).status_code == 200
    assert User.objects.get(username="khac").get_full_name() == "Người Mới"
