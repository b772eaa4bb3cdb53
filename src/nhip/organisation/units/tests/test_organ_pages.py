"""Pages of issuing organs: from an empty house to an organ with numbers and a signer."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.organisation.units import actions
from nhip.organisation.units.models import NumberSeries, Organ, Signer
from tests.cast import START
from tests.pages import seen_on

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
PAGE = "/lam-viec/don-vi/co-quan/"


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def organ(cast):
    return actions.open_organ(
        cast.unit, "staff", "Phòng Kế hoạch", "state", on=START, by=cast.administrator, at=AT
    )


def text(answer):
    return " ".join(answer.content.decode().split())


def test_an_office_begins_with_nothing_and_ends_with_an_organ_that_numbers_and_signs(cast, admin):
    empty = text(admin.get(PAGE))
    assert "Chưa có cơ quan ban hành nào" in empty
    assert f'href="{PAGE}moi/"' in empty
    said = {"unit": cast.root.pk, "kind": "political", "name": "Cục Chính trị", "layout": "military",
            "on": "2015-01-01"}  # fmt: skip
    answer = admin.post(f"{PAGE}moi/", said)
    organ = Organ.objects.get()
    assert answer["Location"] == f"{PAGE}{organ.pk}/"
    page = text(admin.get(answer["Location"]))
    assert "Cơ quan này chưa có loạt số nào" in page
    assert "Chưa ghi ai ký" in page
    form = text(admin.get(f"{PAGE}{organ.pk}/day-so/moi/"))
    assert "Chỉ thị" in form
    admin.post(
        f"{PAGE}{organ.pk}/day-so/moi/",
        {"kind": "directive", "name": "Chỉ thị năm", "code": "chi-thi", "sign": "CT-CCT",
         "restarts": "year", "on": "2017-01-01"},
    )  # fmt: skip
    admin.post(
        f"{PAGE}{organ.pk}/nguoi-ky/moi/",
        {"post": "Chủ nhiệm", "capacity": "TL.", "sort_order": "1", "on": "2016-01-01"},
    )
    series, signer = NumberSeries.objects.get(), Signer.objects.get()
    assert (series.sign, series.start_on) == ("CT-CCT", date(2017, 1, 1))
    assert (signer.capacity, signer.start_on) == ("TL.", date(2016, 1, 1))
    page = text(admin.get(f"{PAGE}{organ.pk}/"))
    assert "CT-CCT" in page
    assert "Chỉ thị</td>" in page
    assert "từ 1/1/2017" in page
    listed = text(admin.get(PAGE))
    assert "TL. Chủ nhiệm" in listed
    assert "Cục Chính trị" in text(admin.get(f"/lam-viec/don-vi/{cast.root.pk}/"))


def test_what_is_refused_stands_at_its_field_and_what_was_typed_stays(cast, admin, organ):
    early = {"unit": cast.unit.pk, "kind": "staff", "name": "Ban Tài chính", "layout": "state",
             "on": "2014-01-01"}  # fmt: skip
    answer = admin.post(f"{PAGE}moi/", early)
    assert answer.status_code == 422
    assert answer.context["form"].errors["on"]
    assert 'value="Ban Tài chính"' in text(answer)
    series = {"kind": "plan", "name": "Kế hoạch", "code": "kh", "sign": "KH", "restarts": "year",
              "on": "2017-01-01"}  # fmt: skip
    there = f"{PAGE}{organ.pk}/day-so/moi/"
    assert admin.post(there, series).status_code == 302
    assert admin.post(there, series).context["form"].errors["code"]
    assert (
        admin.post(there, series | {"code": "x", "on": "2014-01-01"}).context["form"].errors["on"]
    )
    assert admin.post(there, series | {"code": "x", "name": "MẬT"}).context["form"].errors["name"]
    assert NumberSeries.objects.count() == 1


def test_what_stands_is_corrected_and_ended(cast, admin, organ):
    by = cast.administrator
    series = actions.open_series(
        organ, "kh", "Kế hoạch", "plan", "KH", "year", on=START, by=by, at=AT
    )
    signer = actions.name_signer(organ, "Trưởng phòng", on=START, by=by, at=AT)
    stays = {"kind": "plan", "restarts": "year"}
    for address, said, end in (
        (f"{PAGE}day-so/{series.pk}/", {**stays, "name": "Kế hoạch năm", "sign": "KH-PKH"}, series),
        (
            f"{PAGE}nguoi-ky/{signer.pk}/",
            {"post": "Phó Trưởng phòng", "capacity": "KT.", "sort_order": "2"},
            signer,
        ),
    ):
        assert f'value="{getattr(end, "name", "") or end.post}"' in text(admin.get(address))
        shown = seen_on(admin, address)
        assert admin.post(address, said | shown).status_code == 302
        name = "post" if end is signer else "name"
        late = admin.post(address, said | shown | {name: "Tên đã gõ"})
        assert (late.status_code, "Tên đã gõ" in text(late)) == (422, True), "somebody else wrote"
        assert f'value="{shown["seen"]}"' not in text(late), "sent again, it is kept"
        assert admin.post(address, {"do": "end", "end-on": "2014-01-01"}).status_code == 422
        assert admin.post(address, {"do": "end", "end-on": "2022-07-28"}).status_code == 302
        end.refresh_from_db()
        assert end.end_on == date(2022, 7, 28)
        assert 'value="end"' not in text(admin.get(address))
    assert (series.name, series.sign, signer.post) == ("Kế hoạch năm", "KH-PKH", "Phó Trưởng phòng")
    mended = {
        "unit": organ.unit_id,
        "kind": organ.kind,
        "name": "Phòng KH-TH",
        "layout": "military",
    }
    silent = admin.post(f"{PAGE}{organ.pk}/sua/", mended)
    assert (silent.status_code, "Phòng KH-TH" in text(silent)) == (422, True)
    admin.post(f"{PAGE}{organ.pk}/sua/", mended | seen_on(admin, f"{PAGE}{organ.pk}/sua/"))
    admin.post(f"{PAGE}{organ.pk}/ket-thuc/", {"on": "2022-08-01"})
    organ.refresh_from_db()
    assert (organ.name, organ.layout, organ.end_on) == ("Phòng KH-TH", "military", date(2022, 8, 1))
    page = text(admin.get(f"{PAGE}{organ.pk}/"))
    assert "không ban hành nữa" in page
    assert "day-so/moi/" not in page
    assert "thôi từ 1/8/2022" in text(admin.get(PAGE))


def test_the_staff_of_a_unit_read_its_organs_and_change_none(cast, client, organ):
    client.force_login(cast.reporter)
    listed, page = text(client.get(PAGE)), text(client.get(f"{PAGE}{organ.pk}/"))
    assert "Phòng Kế hoạch" in listed
    assert "Quản trị viên" in page
    assert "moi/" not in listed + page
    for address in ("sua/", "ket-thuc/", "day-so/moi/", "nguoi-ky/moi/"):
        assert client.post(f"{PAGE}{organ.pk}/{address}", {}).status_code == 403
    client.force_login(cast.stranger)
    assert "Phòng Kế hoạch" not in text(client.get(PAGE))
    assert client.get(f"{PAGE}{organ.pk}/").status_code == 404


def test_the_list_asks_as_little_for_many_organs(cast, admin, organ):

    admin.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        admin.get(PAGE)
    for number in range(6):
        made = actions.open_organ(
            cast.root, "staff", f"Phòng {number}", "state", on=START, by=cast.administrator, at=AT
        )
        actions.name_signer(made, "Trưởng phòng", on=START, by=cast.administrator, at=AT)
    admin.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        admin.get(PAGE)
    assert len(many) == len(few)
