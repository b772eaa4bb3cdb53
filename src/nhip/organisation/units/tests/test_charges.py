"""Who stands for closed units: over random histories of merges, splits, ends and moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.units.rules import Charges, Node, Place, Tree

FIRST = date(2020, 1, 1)
NEVER = date(2030, 1, 1)


@dataclass
class History:
    """Spans and heirs as the actions write them; unit 0 is the root."""

    places: list[Place] = field(default_factory=list)
    heirs: list[tuple[int, int, date]] = field(default_factory=list)

    def parents(self, day: date) -> dict[int, int | None]:
        return {each.unit_id: each.parent_id for each in self.places if each.holds_on(day)}

    def below(self, unit: int, day: date) -> list[int]:
        return [each for each, above in self.parents(day).items() if above == unit]

    def branch(self, unit: int, day: date) -> list[int]:
        return [unit] + [deep for each in self.below(unit, day) for deep in self.branch(each, day)]

    def end(self, unit: int, day: date) -> Place:
        [held] = [each for each in self.places if each.unit_id == unit and each.holds_on(day)]
        self.places.remove(held)
        self.places.append(Place(unit, held.parent_id, held.start_on, day))
        return held

    def put(self, unit: int, above: int, day: date) -> None:
        self.end(unit, day)
        self.places.append(Place(unit, above, day))

    def set_up(self, above: int, day: date) -> int:
        unit = max(each.unit_id for each in self.places) + 1
        self.places.append(Place(unit, above, day))
        return unit

    def close(self, unit: int, heirs: list[int], day: date, below: int | None) -> None:
        if below is not None:
            for child in self.below(unit, day):
                self.put(child, below, day)
        self.end(unit, day)
        self.heirs += [(unit, each, day) for each in heirs]

    def charges(self, day: date) -> Charges:
        parents = self.parents(day)

        def level(unit: int) -> int:
            above = parents[unit]
            return 1 if above is None else level(above) + 1

        nodes = (Node(each, str(each), str(each), level(each), parents[each]) for each in parents)
        heirs: dict[int, list[int]] = {}
        for source, heir, since in self.heirs:
            if since <= day:
                heirs.setdefault(source, []).append(heir)
        return Charges(day, Tree(nodes), self.places, heirs)


@st.composite
def histories(draw) -> History:
    """A tree of some units and up to eight decisions, each on a later day than the one before."""
    found = History([Place(0, None, FIRST)])
    for number in range(1, draw(st.integers(2, 9))):
        found.places.append(Place(number, draw(st.integers(0, number - 1)), FIRST))
    for step in range(1, draw(st.integers(1, 8)) + 1):
        day = FIRST + timedelta(days=30 * step)
        parents = found.parents(day)
        units = sorted(set(parents) - {0})
        if not units:
            break
        unit = draw(st.sampled_from(units))
        above = parents[unit]
        others = sorted(set(parents) - set(found.branch(unit, day)))
        kind = draw(st.sampled_from(["move", "merge", "split", "close", "branch"]))
        if kind == "move":
            found.put(unit, draw(st.sampled_from(others)), day)
        elif kind == "merge":
            heir = draw(st.sampled_from(others))
            found.close(unit, [heir], day, heir)
        elif kind == "split":
            parts = [found.set_up(above, day) for _n in range(draw(st.integers(2, 3)))]
            found.close(unit, parts, day, parts[0])
        elif kind == "close":
            found.close(unit, [above], day, above)
        else:
            for each in reversed(found.branch(unit, day)):
                found.close(each, [above], day, None)
    return found


days = st.integers(-5, 300).map(lambda n: FIRST + timedelta(days=n))


@given(histories(), days)
def test_somebody_who_stands_stands_for_every_unit_and_a_standing_one_for_itself(history, day):
    charges, parents = history.charges(day), history.parents(day)
    units = {each.unit_id for each in history.places}
    begun = {each.unit_id for each in history.places if each.start_on <= day}
    for unit in units:
        charge = charges.of(unit)
        if unit in parents or unit not in begun:
            assert charge.unit_id == unit
            assert not charge.is_above
        else:
            assert charge.unit_id in parents
            assert unit in charges.taken_over(charge.unit_id)
    taken = [each for unit in units for each in charges.taken_over(unit)]
    assert sorted(taken) == sorted(begun - set(parents))  # each by one, none twice


@given(histories(), days)
def test_one_heir_carries_a_unit_on_and_else_the_unit_above_it_on_its_last_day(history, day):
    charges = history.charges(day)
    for unit in set(charges.taken_over(0)) | {
        each for n in range(40) for each in charges.taken_over(n)
    }:
        last = max(each.end_on for each in history.places if each.unit_id == unit)
        above = history.parents(last - timedelta(days=1))[unit]
        heirs = {heir for source, heir, _day in history.heirs if source == unit}
        charge = charges.of(unit)
        if heirs == {above} or (
            len(heirs) > 1 and all(charges.of(each).unit_id == each for each in heirs)
        ):
            assert charge == type(charge)(charges.of(above).unit_id, is_above=True)
        elif len(heirs) == 1 and not charges.of(*heirs).is_above:
            assert charge.unit_id == charges.of(*heirs).unit_id


@given(histories(), days, days)
def test_what_arose_comes_in_to_one_unit_that_stands_and_lists_agree(history, day, arose):
    charges, parents = history.charges(day), history.parents(day)
    under = {unit: charges.under([unit]) for unit in parents}
    for unit in {each.unit_id for each in history.places}:
        checker = charges.checker(unit, arose)
        came_in = {each for each, its in under.items() if its.holds(unit, arose)}
        assert came_in == ({checker} if checker in parents else set())
        if any(each.unit_id == unit and each.start_on <= day for each in history.places):
            assert checker is None or checker in parents
        assert (checker is None) == (charges.above(unit, arose) is None)
        assert all(unit in under[each].ids for each in came_in)


@given(histories(), days)
def test_without_a_change_since_a_report_comes_in_where_its_unit_stands(history, day):
    charges = history.charges(day)
    for unit, above in history.parents(day).items():
        assert charges.checker(unit, day) == above
