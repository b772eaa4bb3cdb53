"""The administrators' screens."""

from datetime import date

import pytest

from nhip.organisation.people.choices import Role
from nhip.organisation.units.models import Unit

LISTS = [
    "to-chuc-don-vi",
    "to-chuc-bo-nhiem",
    "to-chuc-chuc-vu",
    "to-chuc-cap-bac",
]


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_for_administrators(cast, client, name):
    client.force_login(cast.administrator)
    assert client.get(f"/bien-tap/{name}/").status_code == 200
    assert client.get(f"/bien-tap/{name}/new/").status_code == 200
    for stranger in (cast.editor, cast.planner, cast.reader):
        client.force_login(stranger)
        assert client.get(f"/bien-tap/{name}/").status_code == 302


def test_appointing_and_ending(cast, client):
    client.force_login(cast.administrator)
    post = cast.reporter.appointments.get().post
    form = {
        "user": cast.reader.pk,
        "unit": cast.leaf.pk,
        "post": post.pk,
        "role": Role.REPORTER,
        "start_on": "28/7/2022",
    }
    client.post("/bien-tap/to-chuc-bo-nhiem/new/", form)
    held = cast.reader.appointments.get()
    assert (held.unit, held.start_on) == (cast.leaf, date(2022, 7, 28))
    again = client.post("/bien-tap/to-chuc-bo-nhiem/new/", form)
    assert again.context["form"].non_field_errors()
    assert cast.reader.appointments.count() == 1
    page = f"/bien-tap/to-chuc-bo-nhiem/edit/{held.pk}/"
    assert client.post(page, {"end_on": ""}).context["form"].errors["end_on"]
    client.post(page, {"end_on": "1/8/2022"})
    held.refresh_from_db()
    assert held.end_on == date(2022, 8, 1)


def test_setting_up_a_unit_with_an_organ(cast, client):
    client.force_login(cast.administrator)
    form = {
        "code": "G.09",
        "name": "Đơn vị 09",
        "sort_order": 9,
        "parent": cast.root.pk,
        "start_on": "1/1/2022",
    }
    client.post("/bien-tap/to-chuc-don-vi/new/", form)
    unit = Unit.objects.get(code="G.09")
    assert unit.spans.get().parent == cast.root
    again = client.post("/bien-tap/to-chuc-don-vi/new/", {**form, "code": "H", "parent": ""})
    assert "Đã có đơn vị đứng đầu: Cơ quan gốc" in again.content.decode()
    assert 'value="H"' in again.content.decode()
