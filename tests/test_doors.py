"""Every address of the product outside Wagtail's, and who may open it: a row here for each, in its room.

What a person may not see answers exactly as what does not exist; nothing typed into an address or
a form ends in a server error.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.doors import ROLES, Door, Stage, rooms, undone

LIBRARIES = ("allauth.", "django.", "wagtail.")
HUGE = "9" * 25  # more than a database holds
ENDLESS = "9" * 5000  # more than Python turns into a number
NONSENSE = ("abc", "-1", "%00", HUGE, ENDLESS)
ALONE = (
    "phan",
    "ky",
    "don-vi",
    "co-so",
    "ban-do",
    "ngay",
    "next",
)  # nonsense in one of these hides the others
TOGETHER = ("trang", "page", "so", "muc", "q", "year", "kind", "organ", "series", "trang[]")
QUERIES = [
    *("&".join(f"{name}={value}" for name in TOGETHER) for value in NONSENSE),
    *(f"{name}=abc" for name in ALONE),
    "%ff=%ff",
    "ky=2022-01-01/9999-12-31",
]
BODIES: list[dict[str, str]] = [
    {},
    {"do": "accept", "seen": ENDLESS, "reason": "\0"},
    {"do": ENDLESS, "reason": "x" * 9000, "nhan-xet": "\0", "so-1": HUGE},
    {"verdict": "accepted", "amount": HUGE, "note": "\0", "next": "//example.org"},
    {"points": HUGE, "text": "\0", "standing": "\0", "appraised_on": "9999-12-31"},
    {"on": "9999-12-31", "name": "\0", "legal_basis": "x", "is_worked": "on"},
    {"do": "excuse", "mien-reason": "\0", "han-until": "9999-12-31", "han-reason": "x"},
    {"han-until": "31/12/9999", "han-reason": "x"},
    {"do": "lift", "bo-mien-reason": "\0"},
    {"start_on": "1/1/0001", "last_on": "31/12/9999", "due_on": "31/12/9999", "units": HUGE},
    {
        "code": "\0",
        "name": "x" * 900,
        "organ": HUGE,
        "levels": ENDLESS,
        "units": HUGE,
        "form": "abc",
    },
    {"dung-lai": ENDLESS},
    *(
        {"do": do, "them": "\0", "title": "x", "nhom-1": "\0", "moi-title": "\0", "bieu-name": "\0"}
        for do in (
            "add",
            "save",
            "new-section",
            "name",
            f"row:up:{ENDLESS}",
            f"uncheck:{HUGE}",
            "section:drop",
        )
    ),
    {
        "do": "check",
        "dk-row": ENDLESS,
        "dk-rule": "range",
        "dk-lowest": HUGE,
        "dk-others": HUGE,
        "dk-severity": "error",
        "dk-percent": ENDLESS,
    },
    {"list": "\0:x:y"},
    {"do": "find", "tim": "\0", "so": "\0", "them": ENDLESS, "bo": HUGE},
    {"do": "keep", "so": "classes", "thu-tu-classes": ENDLESS, "dang-classes": "\0"},
    {"do": "keep", "d1-name": "\0", "d1-post": "x" * 900, "d1-parts": HUGE, "held_time": "99:99"},
    {"d1-recipient": "\0", "d1-unit": ENDLESS, "given_on": "9999-12-31", "last_on": "x"},
    {"den": "9999-12-31T00:00:00+07:00"},
    {"den": "0001-01-01T00:00:00+14:00"},
    {"luot-attendance": HUGE, "luot-reason": "x", "appraised_on": "31/31/2022"},
]
TRIPS = ("\0", "%00", HUGE, "9999-", "0001-", "31/12/9999")  # what another engine may refuse
MULTIPLE = re.compile(rb"<select[^>]*\smultiple")
DOORS = {name: (door, room.__name__) for room in rooms() for name, door in room.DOORS.items()}


def patterns(
    resolver: URLResolver, above: str = "", room: str = ""
) -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
    """Yield what each address is called, and its view; Wagtail's own rooms stay outside."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{room}:{pattern.name}" if pattern.name and room else route, pattern.callback
        elif route != "bien-tap/":
            yield from patterns(pattern, route, pattern.namespace or room)


def test_every_address_stands_in_the_table():
    ours = {
        name for name, view in patterns(get_resolver()) if not view.__module__.startswith(LIBRARIES)
    }
    assert ours == set(DOORS)
    assert len(DOORS) == sum(len(room.DOORS) for room in rooms())


def browser(stage: Stage, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(getattr(stage.cast, role))
    return client


def address(name: str, thing: object = None) -> str:
    """Return the address of a door, with what the room's table says it names or with something else."""
    door, _room = DOORS[name]
    if ":" not in name:
        return f"/{name}"
    return reverse(name, args=[thing, *door.more] if door.made else [])


def here(name: str, stage: Stage) -> str:
    door, room = DOORS[name]
    return address(name, stage.made[room][door.made] if door.made else None)


def knock(client: Client, door: Door, address: str) -> HttpResponse:
    send = client.post if door.post else client.get
    return send(address, headers={"Sec-Fetch-Site": "same-origin"})


def lets_in(answer: HttpResponse) -> bool:
    return answer.status_code in (200, 204, 302, 409, 422) and not asks_to_sign_in(answer)


def said_but_for(answer: HttpResponse, address: str) -> bytes:
    """Return a page without the address that was typed: choosing how it reads leads back there."""
    return answer.content.replace(address.encode(), b"")


def asks_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/login/" in answer["Location"]


@pytest.mark.parametrize("name", DOORS)
def test_those_who_may_get_in_and_nobody_else(stage: Stage, name: str):
    door, _room = DOORS[name]
    opened = set()
    for role in (*ROLES, "anonymous"):
        client = browser(stage, role)
        with undone():
            answer = knock(client, door, here(name, stage))
        if lets_in(answer):
            opened.add(role)
            assert not MULTIPLE.search(getattr(answer, "content", b"")), "no phone can tick in it"
        elif role == "anonymous":
            assert asks_to_sign_in(answer)
        elif role in door.sees:
            assert answer.status_code == 403, role
        else:
            elsewhere = address(name, door.absent)
            nowhere = knock(client, door, elsewhere)
            told = said_but_for(answer, here(name, stage))
            assert (answer.status_code, told) == (404, said_but_for(nowhere, elsewhere)), role
    assert opened == door.who
    if door.post:
        assert browser(stage, min(door.who)).get(here(name, stage)).status_code == 405


def sent() -> tuple[list[str], list[dict[str, str]]]:
    """Return all nonsense; on an engine beside SQLite what could trip it, for the rest was seen there."""
    if connection.vendor == "sqlite":
        return QUERIES, BODIES

    def trips(value: str) -> bool:
        return ENDLESS not in value and any(each in value for each in TRIPS)

    bodies = [body for body in BODIES if any(map(trips, body.values()))]
    return list(filter(trips, QUERIES)), bodies


@pytest.mark.engine
@pytest.mark.parametrize("name", DOORS)
def test_nonsense_is_answered_and_never_an_error(stage: Stage, name: str):
    queries, bodies = sent()
    door, _room = DOORS[name]
    there = here(name, stage)
    role = min(door.who & {"reporter", "planner", "chief", "editor"} or door.who)
    client = browser(stage, role)
    with undone():
        for query in queries:
            assert client.get(f"{there}?{query}").status_code < 500, query
        for body in bodies:
            assert client.post(f"{there}?{QUERIES[4]}", body).status_code < 500, body
    if door.made and isinstance(door.absent, int):
        assert knock(client, door, address(name, HUGE)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/%00/", "/media/%00", "/lam-viec/tong-hop/%00/", f"/tai-lieu/{ENDLESS}/x"]
)
def test_nonsense_for_an_address_is_not_found(stage: Stage, path: str):
    assert browser(stage, "planner").get(path).status_code == 404
