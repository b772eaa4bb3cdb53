"""What an organisation says of itself first: root, organs, names of levels."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.organisation.journal.models import Entry
from nhip.organisation.units import actions
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import LevelName, Organ, UnitSpan
from nhip.organisation.units.queries import level_names, listed_units, tree
from nhip.organisation.units.rules import AlreadyBuiltOn, UnitCodeTaken

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
ON = date(2015, 1, 1)


def test_a_root_that_carries_units_keeps_its_code_and_first_day(cast):
    by = cast.administrator
    renamed = actions.set_up_root("G", "Tên đúng", on=ON, by=by, at=AT)
    assert (renamed.pk, tree(AT.date()).root.name) == (cast.root.pk, "Tên đúng")
    assert (
        UnitSpan.objects.filter(unit=cast.root).count() == 1
    )  # corrected, not changed by decision
    for code, on in (("X", ON), ("G", date(2014, 1, 1))):
        with pytest.raises(AlreadyBuiltOn):
            actions.set_up_root(code, "Tên", on=on, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        actions.set_up_root("G", "Tên", on=ON, by=cast.planner, at=AT)
    assert Entry.objects.filter(verb="units.corrected").count() == 1


def test_a_root_alone_cannot_take_the_code_of_a_closed_unit(cast):
    UnitSpan.objects.exclude(unit=cast.root).delete()
    with pytest.raises(UnitCodeTaken):
        actions.set_up_root("G.07", "Tên", on=ON, by=cast.administrator, at=AT)


def test_levels_are_named_from_the_top_and_shown_in_the_tree(cast, client):
    by = cast.administrator
    actions.name_levels(["Sở", "Phòng", "Tổ"], by=by, at=AT)
    actions.name_levels(["Bộ", "Cục", "Phòng", "Đội"], by=by, at=AT)
    actions.name_levels(["Bộ", "Cục", "Phòng", "Đội"], by=by, at=AT)
    assert level_names() == {1: "Bộ", 2: "Cục", 3: "Phòng", 4: "Đội"}
    assert Entry.objects.filter(verb="units.levels_named").count() == 2
    with pytest.raises(PermissionDenied):
        actions.name_levels(["A", "B"], by=cast.chief, at=AT)
    client.force_login(cast.planner)
    assert "Cục" in client.get("/lam-viec/don-vi/").content.decode()
    assert LevelName.objects.count() == 4


def test_an_organ_is_corrected_or_closed(cast):
    by = cast.administrator
    organ = actions.open_organ(
        cast.root, OrganKind.COMMAND, "Tên sai", Layout.STATE, on=ON, by=by, at=AT
    )
    for _again in range(2):
        actions.correct_organ(organ, "Tên đúng", Layout.MILITARY, by=by, at=AT)
    assert (Organ.objects.get().name, Organ.objects.get().layout) == ("Tên đúng", Layout.MILITARY)
    assert Entry.objects.filter(verb="units.organ_corrected").count() == 1
    with pytest.raises(PermissionDenied):
        actions.close_organ(organ, on=AT.date(), by=cast.planner, at=AT)
    actions.close_organ(organ, on=AT.date(), by=by, at=AT)
    assert not Organ.objects.on(AT.date()).exists()


def test_the_units_of_a_day_are_written_as_a_list_writes_them(cast):
    rows = listed_units(AT.date())
    assert rows[0] == ("G", "Cơ quan gốc", "", "", "1/1/2015")
    assert ("G.07.1", "Đơn vị 07.1", "G.07", "", "1/1/2015") in rows
