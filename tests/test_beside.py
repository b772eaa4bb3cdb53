"""What happens beside changes nobody's pages: every filter by unit, period or thing, seen with a neighbour."""

import re
from collections.abc import Callable, Collection

import pytest

from tests.beside import happen_in_the_branch, happen_to_others
from tests.doors import Door, Stage, rooms
from tests.test_doors import browser, here

Doors = dict[str, Door]
ROOMS = {room.__name__.split(".")[-3]: room.DOORS for room in rooms()}
BRANCH, ABOVE = ("reporter", "unit_chief"), ("planner", "reporter")
FOR_ALL = {
    "duties:regimes",  # what is published is published for everybody
    "forms:forms",
    "people:mine",  # the devices of whoever looks, one more each time
}
ABOUT_MORE = {
    "duties:ask_once",  # the units that can be ticked
    "duties:of_unit",  # all that is asked of it
    "duties:write_regime",  # the same
    "forms:form",  # how many wait for the version before
    "indicators:explain",  # begins with the latest period somebody owes
    "reviews:figures",  # what can be chosen
    "units:unit",  # its organs
}
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
# What a page offers to choose from may grow; tokens and the moment of asking are new each time.
VARIES = re.compile(
    r'<option.*?</option>|csrfmiddlewaretoken" value="\w+"|name="den"\s+value="[^"]+"', re.DOTALL
)


def opened_by(roles: Collection[str], doors: Doors) -> Doors:
    """Leave the pages any of these people can open."""
    return {
        name: door
        for name, door in doors.items()
        if not door.post and not door.who.isdisjoint(roles)
    }


def about_one(doors: Doors) -> Doors:
    """Leave those that open a page about one thing, and of that thing alone."""
    return {name: door for name, door in doors.items() if door.made and name not in ABOUT_MORE}


def pages(stage: Stage, doors: Doors, roles: Collection[str]) -> dict[tuple[str, str], str]:
    """Return what each of these people read behind the doors they come in by."""
    found = {}
    for role in roles:
        client = browser(stage, role)
        for name in opened_by([role], doors):
            answer = client.get(here(name, stage))
            if answer.get("Content-Type", "").startswith("text/html"):
                html = answer.content.decode()
                main = MAIN.search(html)
                found[role, name] = VARIES.sub("", main[0] if main else html)
    return found


def changed(
    stage: Stage, doors: Doors, roles: Collection[str], happen: Callable[[Stage], None]
) -> dict[str, set[str]]:
    """Return the pages that read otherwise afterwards, each with the lines only one of them has."""
    before = pages(stage, doors, roles)
    happen(stage)
    after = pages(stage, doors, roles)
    told = {}
    for role, name in before:
        was, now = (
            list(filter(None, map(str.strip, html[role, name].splitlines())))
            for html in (before, after)
        )
        if was != now:
            told[f"{role} at {name}"] = set(now) ^ set(was)
    return told


def happen_everywhere(stage: Stage) -> None:
    happen_in_the_branch(stage)
    happen_to_others(stage)


@pytest.mark.parametrize(
    "room", [room for room, doors in ROOMS.items() if opened_by(BRANCH, doors)]
)
def test_nothing_in_the_branch_beside_is_seen_by_the_people_of_the_unit(stage: Stage, room: str):
    doors = {name: door for name, door in ROOMS[room].items() if name not in FOR_ALL}
    assert changed(stage, doors, BRANCH, happen_in_the_branch) == {}


@pytest.mark.parametrize(
    "room", [room for room, doors in ROOMS.items() if opened_by(ABOVE, about_one(doors))]
)
def test_a_page_about_one_thing_is_the_same_whatever_happens_to_others(stage: Stage, room: str):
    assert changed(stage, about_one(ROOMS[room]), ABOVE, happen_everywhere) == {}
