"""Setting up units and organs; the tree follows at once."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import one_row
from nhip.organisation.units import actions, queries
from nhip.organisation.units.choices import Layout, OrganKind, Restart
from nhip.organisation.units.models import Unit, UnitSpan
from nhip.organisation.units.rules import Circular, Overlapping
from tests.cast import START

DAY = date(2022, 7, 28)
AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)


def create(cast, code="G.09", name="Đơn vị 09", parent=None, on=START, by=None):
    return actions.create_unit(
        code, name, parent or cast.root, on=on, by=by or cast.administrator, at=AT
    )


def test_a_new_unit_stands_in_the_tree_from_its_day_on(cast):
    unit = create(cast, parent=cast.leaf, on=DAY)
    assert unit.pk not in queries.tree(date(2022, 7, 27))
    tree = queries.tree(DAY)
    assert tree.parent(unit.pk).id == cast.leaf.pk
    assert tree.node(unit.pk).level == 4
    assert tree.ancestors(unit.pk) == [cast.leaf.pk, cast.unit.pk, cast.root.pk]
    assert [doing.verb for doing in history(unit)] == ["units.created"]


def test_what_cannot_be_set_up_is_refused(cast):
    with pytest.raises(actions.UnitCodeTaken, match=r"G\.07"):
        create(cast, code="G.07")
    with pytest.raises(actions.NoSuchParent):
        create(cast, on=date(2014, 12, 31))
    with pytest.raises(actions.SecondRoot):
        actions.create_unit("H", "Gốc khác", None, on=DAY, by=cast.administrator, at=AT)
    for nobody in (cast.planner, cast.unit_chief, cast.reader):
        with pytest.raises(PermissionDenied):
            create(cast, by=nobody)
    assert Unit.objects.count() == 4


def test_the_tree_is_kept_while_it_is_true(cast, django_assert_num_queries):
    queries.tree(DAY)
    with django_assert_num_queries(3):
        assert queries.tree(DAY) is queries.tree(DAY)
        assert len(queries.tree(START)) == 4


def test_any_change_of_name_order_or_place_is_seen(cast):
    def names():
        return [node.name for node in queries.tree(DAY).children(cast.root.pk)]

    assert names() == ["Đơn vị 07", "Đơn vị 08"]
    cast.unit.sort_order = 1
    cast.unit.save(update_fields=["sort_order"])
    assert names() == ["Đơn vị 08", "Đơn vị 07"]
    UnitSpan.objects.filter(unit=cast.unit).update(name="Đơn vị 07 mới")
    assert names() == ["Đơn vị 08", "Đơn vị 07 mới"]
    span = cast.sibling.spans.get()
    span.end_on = DAY
    span.save()
    assert names() == ["Đơn vị 07 mới"]


def test_what_is_rolled_back_leaves_no_tree_behind(cast):
    with transaction.atomic():
        create(cast)
        assert len(queries.tree(DAY)) == 5
        transaction.set_rollback(True)
    assert len(queries.tree(DAY)) == 4
    create(cast, name="Đơn vị 10")
    assert [n.name for n in queries.tree(DAY).children(cast.root.pk)][-1] == "Đơn vị 10"


def test_two_places_of_a_unit_do_not_overlap(cast):
    span = UnitSpan(unit=cast.unit, name="x", parent=cast.sibling, level=3, start_on=DAY)
    with pytest.raises(Overlapping):
        span.clean()
    cast.unit.spans.update(end_on=DAY)
    span.clean()
    span.parent = cast.leaf
    with pytest.raises(Circular):
        span.clean()


def test_a_line_is_a_second_dated_parent(cast):
    line = actions.open_line("phu-nu", "Phụ nữ", by=cast.administrator, at=AT)

    def place(unit, parent, on):
        with one_row():
            rows = [actions.LinePlace(unit, parent, on)]
            return actions.take_in_line_places(line, rows, by=cast.administrator, at=AT)[0]

    first = place(cast.leaf, cast.sibling, START)
    second = place(cast.leaf, cast.root, DAY)
    first.refresh_from_db()
    assert (first.end_on, second.end_on) == (DAY, None)
    assert queries.tree(DAY).parent(cast.leaf.pk).id == cast.unit.pk
    with pytest.raises(Circular):
        place(cast.root, cast.leaf, DAY)
    with pytest.raises(Overlapping):
        place(cast.leaf, cast.unit, date(2018, 1, 1))


def test_organs_of_a_day_with_their_series_and_signers(cast, django_assert_num_queries):
    by, at = cast.administrator, AT
    committee = actions.open_organ(
        cast.root, OrganKind.COMMITTEE, "Ban Thường vụ", Layout.PARTY, on=START, by=by, at=at
    )
    actions.open_organ(
        cast.unit, OrganKind.COMMAND, "Chỉ huy đơn vị", Layout.MILITARY, on=DAY, by=by, at=at
    )
    for code, on in (("thang", START), ("quy", DAY)):
        actions.open_series(
            committee, code, code, "programme", "CTr", Restart.YEAR, on=on, by=by, at=at
        )
    committee.signers.create(post="Bí thư", start_on=START, end_on=DAY)
    with django_assert_num_queries(3):
        [organ] = queries.organs_on(date(2022, 7, 27))
        assert organ.name == "Ban Thường vụ"
        assert [series.code for series in organ.series.all()] == ["thang"]
        assert [signer.post for signer in organ.signers.all()] == ["Bí thư"]
    assert len(queries.organs_on(DAY)) == 2
    [organ] = queries.organs_on(DAY, cast.root.pk)
    assert list(organ.signers.all()) == []
    with pytest.raises(PermissionDenied):
        actions.open_organ(
            cast.unit, OrganKind.STAFF, "x", Layout.STATE, on=DAY, by=cast.unit_chief, at=at
        )
