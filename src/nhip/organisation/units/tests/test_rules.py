"""The tree of a day, and what may not happen to it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.units.rules import (
    Circular,
    Node,
    Overlapping,
    Place,
    Tree,
    apportion,
    check_place,
)


def nodes_of(parents: list[int]) -> list[Node]:
    """Unit 0 is the root; unit n+1 stands under `parents[n]`, which came before it."""
    levels = [1]
    nodes = [Node(0, "0", "Đơn vị 0", 1, None)]
    for number, parent in enumerate(parents, start=1):
        levels.append(levels[parent] + 1)
        nodes.append(Node(number, str(number), f"Đơn vị {number}", levels[number], parent))
    return nodes


forests = st.integers(0, 40).flatmap(
    lambda size: st.tuples(*(st.integers(0, number) for number in range(size)))
)


@given(forests, st.randoms())
def test_a_tree_answers_as_walking_up_would(parents, random):
    nodes = nodes_of(list(parents))
    random.shuffle(nodes)
    tree = Tree(nodes)
    above = {node.id: node.parent_id for node in nodes}
    assert tree.root.id == 0
    assert len(tree) == len(nodes)
    for node in nodes:
        walked, at = [], node.parent_id
        while at is not None:
            walked.append(at)
            at = above[at]
        assert tree.ancestors(node.id) == walked
        parent = tree.parent(node.id)
        assert (parent.id if parent else None) == node.parent_id
        assert [child.id for child in tree.children(node.id)] == [
            other.id for other in nodes if other.parent_id == node.id
        ]
        subtree = tree.subtree(node.id)
        assert subtree[0] == node.id
        assert set(subtree) == {
            other.id for other in nodes if node.id in (other.id, *tree.ancestors(other.id))
        }
        assert len(subtree) == len(set(subtree))


@given(forests)
def test_a_parent_comes_before_its_children(parents):
    tree = Tree(nodes_of(list(parents)))
    assert all(
        tree.ids.index(above) < tree.ids.index(unit)
        for unit in tree.ids
        for above in tree.ancestors(unit)
    )


def test_who_did_not_stand_has_nobody_above_or_below():
    tree = Tree(nodes_of([0]))
    assert 7 not in tree
    assert (tree.subtree(7), tree.ancestors(7), tree.children(7), tree.parent(7)) == (
        [],
        [],
        [],
        None,
    )
    with pytest.raises(KeyError):
        tree.node(7)
    with pytest.raises(LookupError):
        _ = Tree([]).root


def test_units_in_a_circle_do_not_stand_in_the_tree():
    tree = Tree([*nodes_of([0]), Node(8, "8", "8", 2, 9), Node(9, "9", "9", 3, 8)])
    assert tree.ids == [0, 1]
    assert tree.ancestors(8) == []


days = st.dates(date(2020, 1, 1), date(2020, 2, 1))
spans = st.tuples(days, st.none() | st.integers(1, 40)).map(
    lambda span: (span[0], span[1] and span[0] + timedelta(days=span[1]))
)


@given(spans, spans)
def test_places_overlap_when_they_share_a_day(span, other_span):
    place, other = Place(1, 2, *span), Place(1, 3, *other_span)
    calendar = (date(2020, 1, 1) + timedelta(days=number) for number in range(80))
    shared = any(place.holds_on(day) and other.holds_on(day) for day in calendar)
    assert place.overlaps(other) == other.overlaps(place) == shared


def test_one_place_a_day():
    first = Place(1, 2, date(2020, 1, 1), date(2021, 1, 1))
    check_place(Place(1, 3, date(2021, 1, 1)), [first])
    check_place(Place(2, 3, date(2020, 6, 1)), [first])
    with pytest.raises(Overlapping):
        check_place(Place(1, 3, date(2020, 12, 31)), [first])


@pytest.mark.parametrize("start_on", [date(2020, 1, 1), date(2019, 1, 1)])
def test_nobody_stands_below_themselves(start_on):
    """Also when the circle would close only later, when the other unit moves."""
    others = [Place(2, 1, date(2020, 1, 1)), Place(3, 2, date(2020, 1, 1))]
    with pytest.raises(Circular):
        check_place(Place(1, 3, start_on), others)
    with pytest.raises(Circular):
        check_place(Place(1, 1, start_on), [])
    check_place(Place(4, 3, start_on), others)


@given(st.integers(-(10**18), 10**18), st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_shares_add_up_and_are_never_a_whole_unit_off(amount, weights):
    shares = apportion(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - amount * weight) < sum(weights)


def test_the_largest_remainders_get_what_is_left_over():
    assert apportion(10, [3334, 3333, 3333]) == [4, 3, 3]
    assert apportion(-5, [6000, 4000]) == [-3, -2]
    assert apportion(1, [5000, 5000]) == [1, 0]
    assert apportion(0, [1, 2]) == [0, 0]
