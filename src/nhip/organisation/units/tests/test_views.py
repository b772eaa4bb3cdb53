"""Pages of the tree, of a unit, and of changing it."""

from datetime import UTC, date, datetime

import pytest

from nhip.organisation.units import actions, registry
from nhip.organisation.units.models import Unit, UnitEvent
from nhip.organisation.units.queries import tree
from nhip.organisation.units.registry import Obstacle, OpenThing
from nhip.organisation.units.rules import OpenedMeanwhile, UnitDecision

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
DAY = date(2022, 10, 1)
SAID = {
    "on": "2022-10-01",
    "decision_number": "15/QĐ-ĐV",
    "decision_on": "2022-09-20",
    "decision_url": "/lam-viec/van-ban/1/",
}


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def page(unit, kind=""):
    return f"/lam-viec/don-vi/{unit.pk}/" + (f"{kind}/" if kind else "")


def text(answer):
    return " ".join(answer.content.decode().split())


def look(client, unit, kind, **typed):
    return client.post(page(unit, kind), SAID | typed)


def post(client, unit, kind, **typed):
    """Type it in, look at what follows, and record it."""
    looked = look(client, unit, kind, **typed)
    if looked.status_code != 200:
        return looked
    assert UnitEvent.objects.exclude(kind="created").count() == 0
    return agree(client, unit, kind, looked, **typed)


def agree(client, unit, kind, looked, **typed):
    return look(client, unit, kind, **typed, seen=looked.context["form"].seen, agreed="on")


def test_a_merge_is_typed_in_and_stands_in_the_history_of_all_three(cast, admin):
    answer = post(admin, cast.unit, "gop", units=[cast.sibling.pk], code="G.09", name="Đơn vị 09")
    assert answer.status_code == 302
    merged = Unit.objects.get(code="G.09")
    assert [node.name for node in tree(DAY).children(cast.root.pk)] == ["Đơn vị 09"]
    for unit in (cast.unit, cast.sibling, merged):
        shown = text(admin.get(page(unit)))
        assert "Hợp nhất" in shown
        assert "15/QĐ-ĐV" in shown
        assert "20/9/2022" in shown
    whole = text(admin.get("/lam-viec/don-vi/?ngay=2022-10-01"))
    assert "Đơn vị 09" in whole
    assert "hợp nhất</span>" in whole
    assert admin.get(page(cast.unit, "doi-ten")).status_code == 404


@pytest.mark.parametrize(("begun", "other"), [("unit", "sibling"), ("sibling", "unit")])
@pytest.mark.parametrize("stays", ["unit", "sibling"])
def test_a_merge_is_begun_from_either_of_two_and_either_stays(cast, admin, begun, other, stays):
    begun, other, stays = (getattr(cast, each) for each in (begun, other, stays))
    assert post(admin, begun, "gop", units=[other.pk], parent=stays.pk).status_code == 302
    both = {cast.unit.pk, cast.sibling.pk}
    assert both & set(tree(DAY).ids) == {stays.pk}


def test_a_merge_offers_a_unit_of_the_same_name_wherever_it_stands(cast, admin):
    twin = actions.create_unit(
        "G.77", cast.unit.name, cast.sibling, on=date(2022, 1, 1), by=cast.administrator, at=AT
    )
    assert f"G.77 · {twin.name}" in text(admin.get(page(cast.unit, "gop")))
    assert post(admin, cast.unit, "gop", units=[twin.pk], parent=cast.unit.pk).status_code == 302
    assert twin.pk not in tree(DAY)


def test_a_unit_that_was_not_ticked_is_not_what_others_merge_into(cast, admin):
    third = actions.create_unit(
        "G.77", "Đơn vị 77", cast.root, on=date(2022, 1, 1), by=cast.administrator, at=AT
    )
    answer = post(admin, cast.unit, "gop", units=[cast.sibling.pk], parent=third.pk)
    assert "parent" in answer.context["form"].errors
    assert f"{cast.leaf.code} ·" not in text(answer)  # it could not merge with it at all


def test_a_split_takes_percent_as_people_write_them(cast, admin):
    typed = {"code_1": "A", "name_1": "Phần A", "weight_1": "33,34",
             "code_2": "B", "name_2": "Phần B", "weight_2": "66,66",
             f"below_{cast.leaf.pk}": "2"}  # fmt: skip
    assert post(admin, cast.unit, "tach", **typed).status_code == 302
    event = UnitEvent.objects.get(kind="split")
    assert list(event.successions.values_list("weight", flat=True)) == [3334, 6666]
    assert tree(DAY).parent(cast.leaf.pk).code == "B"
    assert "33,34%" in text(admin.get(page(cast.unit)))


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("chuyen", {"parent": "leaf"}, "parent"),
        ("gop", {"units": "sibling", "parent": "leaf"}, "parent"),
        ("gop", {"units": "sibling", "code": "G", "name": "X"}, "code"),
        ("gop", {"units": "sibling"}, "name"),
        ("ket-thuc", {}, "below"),
        ("doi-ten", {"name": "X", "on": "2010-01-01"}, "on"),
        ("doi-ten", {"name": "X", "on": "2022-13-01"}, "on"),
        ("doi-ten", {"name": ""}, "name"),
        ("doi-ten", {"name": "X", "decision_url": "javascript:alert(1)"}, "decision_url"),
        ("bo-cap", {"units": "sibling"}, "units"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(
    cast, admin, kind, typed, field
):
    named = {key: getattr(cast, word).pk if hasattr(cast, word) else word
             for key, word in typed.items()}  # fmt: skip
    answer = post(admin, cast.unit, kind, **named)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) >= {field}
    assert "15/QĐ-ĐV" in text(answer)
    assert UnitEvent.objects.exclude(kind="created").count() == 0


def test_accepted_reports_in_the_way_are_listed(cast, admin, monkeypatch):
    free = date(2023, 1, 1)
    rests = Obstacle("Đơn vị 07: Báo cáo nửa năm", free)
    monkeypatch.setattr(registry, "_checks", [lambda units, on: [rests] if on < free else []])
    answer = post(admin, cast.unit, "ket-thuc", is_branch="on")
    assert "Đơn vị 07: Báo cáo nửa năm" in text(answer)
    assert '<button class="btn" name="on" value="1/1/2023">' in text(answer)
    taken = post(admin, cast.unit, "ket-thuc", is_branch="on", on=["2022-10-01", "1/1/2023"])
    assert taken.status_code == 302
    assert UnitEvent.objects.get(kind="closed").on == free


@pytest.fixture
def things(monkeypatch):
    """What is open at units, as rooms above tell it; a test opens more."""
    found = [
        OpenThing("a 1", "Đang lập", "Báo cáo tháng 8"),
        OpenThing("b 1", "Đang lập", "Tháng 9"),
    ]
    monkeypatch.setattr(registry, "_openings", [lambda units, on, closes: list(found)])
    return found


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("ket-thuc", {"below": "sibling"}),
        ("gop", {"units": "sibling", "parent": "sibling"}),
        ("bo-cap", {"units": "leaf"}),
    ],
)
def test_what_is_open_is_listed_first_and_agreed_to(cast, admin, things, kind, typed):
    named = {key: getattr(cast, word).pk for key, word in typed.items()}
    before = UnitEvent.objects.count()
    looked = look(admin, cast.unit, kind, **named)
    assert looked.status_code == 200
    assert "Báo cáo tháng 8" in text(looked)
    unticked = look(admin, cast.unit, kind, **named, seen=looked.context["form"].seen)
    assert unticked.status_code == 422
    assert "agreed" in unticked.context["form"].errors
    assert UnitEvent.objects.count() == before
    assert agree(admin, cast.unit, kind, looked, **named).status_code == 302
    assert UnitEvent.objects.count() == before + 1


def test_what_opens_between_looking_and_pressing_is_told_and_nothing_is_done(cast, admin, things):
    typed = {"below": cast.sibling.pk}
    looked = look(admin, cast.unit, "ket-thuc", **typed)
    things.append(OpenThing("a 2", "Chờ kiểm tra", "Báo cáo quý III"))
    again = agree(admin, cast.unit, "ket-thuc", looked, **typed)
    assert again.status_code == 409
    assert again.context["form"].fresh == ["Báo cáo quý III"]
    assert "15/QĐ-ĐV" in text(again)
    assert cast.unit.pk in tree(DAY)
    assert agree(admin, cast.unit, "ket-thuc", again, **typed).status_code == 302
    assert cast.unit.pk not in tree(DAY)


def test_what_is_changed_after_looking_is_looked_at_again(cast, admin, things):
    looked = look(admin, cast.unit, "ket-thuc", is_branch="on")
    again = agree(admin, cast.unit, "ket-thuc", looked, below=cast.sibling.pk)
    assert again.status_code == 200
    assert cast.unit.pk in tree(DAY)
    assert again.context["form"].consequence


def test_the_action_refuses_what_was_not_seen(cast, things):
    told = {"decision": UnitDecision(), "on": DAY, "by": cast.administrator, "at": AT}
    for act in (
        lambda **seen: actions.close_unit(cast.leaf, **told, **seen),
        lambda **seen: actions.move_unit(cast.leaf, cast.sibling, **told, **seen),
        lambda **seen: actions.merge_units([cast.leaf], cast.unit, **told, **seen),
        lambda **seen: actions.abolish_level([cast.leaf], **told, **seen),
    ):
        with pytest.raises(OpenedMeanwhile, match="Tháng 9"):
            act(seen=["a 1"])
    assert cast.leaf.pk in tree(DAY)
    actions.close_unit(cast.leaf, **told, seen=["a 1", "b 1"])


def test_people_see_their_own_branch_with_its_past(cast, client):
    actions.merge_units(
        [cast.unit], cast.sibling, decision=UnitDecision(), on=DAY, by=cast.administrator, at=AT
    )
    client.force_login(cast.stranger)
    assert client.get(page(cast.unit)).status_code == 200
    assert client.get(page(cast.root)).status_code == 404
    shown = text(client.get("/lam-viec/don-vi/?ngay=2022-10-02"))
    assert "Cơ quan gốc</a>" not in shown


def test_what_is_no_day_is_told_beside_it_and_stays_typed(cast, admin):
    answer = admin.get("/lam-viec/don-vi/?ngay=31/2/2026")
    assert answer.status_code == 422
    assert 'value="31/2/2026"' in text(answer)
    assert [*answer.context["form"].errors] == ["ngay"]
    assert "Cơ quan gốc</a>" in text(answer)


def test_one_unit_is_added_without_a_spreadsheet_and_its_page_says_what_comes_next(cast, admin):
    shown = text(admin.get(f"/lam-viec/don-vi/moi/?don-vi={cast.unit.pk}"))
    assert f"{cast.unit.code} · {cast.unit.name} → " in shown
    sent = {"name": "Trạm Mới", "code": "G.99", "parent": cast.unit.pk, "on": "1/7/2022"}
    taken = admin.post("/lam-viec/don-vi/moi/", sent | {"code": cast.unit.code})
    assert taken.status_code == 422
    assert 'value="Trạm Mới"' in text(taken)
    made = admin.post("/lam-viec/don-vi/moi/", sent, follow=True)
    unit = Unit.objects.get(code="G.99")
    assert made.redirect_chain == [(page(unit), 302)]
    assert "Đã lập Trạm Mới. Tiếp theo:" in text(made)
    assert tree(date(2022, 7, 2)).node(unit.pk).parent_id == cast.unit.pk
