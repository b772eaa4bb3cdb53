"""Names are made once, found whatever their marks, and keep their address."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from nhip.portal.shelves.actions import ShelfNameTaken, make_shelf, set_shelf
from nhip.portal.shelves.choices import ShelfKind
from nhip.portal.shelves.models import Shelf
from nhip.portal.shelves.queries import named, offers
from tests.cast import Cast

AT = datetime(2022, 7, 28, 10, 20, tzinfo=UTC)


def test_a_tag_is_one_whatever_its_marks_and_keeps_its_address(cast: Cast):
    tag = make_shelf(ShelfKind.TAG, "Đảng,  đường phố", by=cast.editor, at=AT)
    assert (tag.name, tag.get_absolute_url()) == ("Đảng, đường phố", "/the/dang-duong-pho/")
    with pytest.raises(ShelfNameTaken, match="Đảng, đường phố"):
        make_shelf(ShelfKind.TAG, "ĐANG, ĐUÔNG PHO", by=cast.editor, at=AT)
    make_shelf(ShelfKind.TOPIC, "Đảng, đường phố", by=cast.editor, at=AT)
    assert named(ShelfKind.TAG, ["dang, duong pho", "khác"]) == {"dang, duong pho": tag}
    set_shelf(tag, name="Đường phố", about="", is_used=True, by=cast.editor, at=AT)
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Đường phố", "dang-duong-pho")


def test_two_authors_of_one_name_are_told_apart_by_their_units(cast: Cast):
    make = lambda **more: make_shelf(ShelfKind.AUTHOR, "Lê Mẫu", **more, by=cast.editor, at=AT)  # noqa: E731
    one = make()
    assert named(ShelfKind.AUTHOR, ["Lê Mẫu"]) == {"Lê Mẫu": one}
    other = make(unit="Đơn vị mẫu")
    assert (one.slug, other.slug) == ("le-mau", "le-mau-2")
    meant = named(ShelfKind.AUTHOR, ["Lê Mẫu", "Lê Mẫu (Đơn vị mẫu)", "Le Mau"])
    assert meant == {"Lê Mẫu": one, "Lê Mẫu (Đơn vị mẫu)": other}
    with pytest.raises(ShelfNameTaken):
        make(unit="Đơn vị mẫu")


def test_who_is_retired_is_offered_no_more(cast: Cast, client: Client):
    author = make_shelf(ShelfKind.AUTHOR, "Lê Mẫu", by=cast.editor, at=AT)
    assert offers(ShelfKind.AUTHOR, "le m") == ["Lê Mẫu"]
    client.force_login(cast.editor)
    page = reverse("shelves:change", args=[author.pk])
    answer = client.post(page, {"name": "Lê Mẫu", "unit": "", "about": "Người viết."}, follow=True)
    assert "Đã lưu “Lê Mẫu”." in answer.content.decode()
    assert client.get(reverse("shelves:names"), {"loai": "tac-gia", "term": "lê"}).json() == []
    assert Shelf.objects.get().about == "Người viết."


def test_a_name_that_is_there_is_refused_at_its_field(cast: Cast, client: Client):
    client.force_login(cast.publisher)
    there = f"{reverse('shelves:list')}?loai=the"
    assert (
        "Đã thêm “Lửa trại”"
        in client.post(there, {"name": "Lửa trại"}, follow=True).content.decode()
    )
    refused = client.post(there, {"name": "lua trai"})
    assert refused.status_code == 422
    assert "Đã có “Lửa trại”." in refused.content.decode()
