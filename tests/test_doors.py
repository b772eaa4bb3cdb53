"""Every address of the product outside Wagtail's, and who may open it: one line here for each.

What a person may not see answers exactly as what does not exist; nothing typed into an address or
a form ends in a server error.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nhip.hall.actions import draft_article
from nhip.hall.models import Beginning
from nhip.office.figures.models import Pin
from nhip.organisation.periods.models import SpecialDay
from nhip.portal.news.actions import set_up_site
from nhip.portal.news.models import HOLDER, SectionPage
from nhip.portal.responses.actions import send_comment
from nhip.work.forms.actions import next_version
from nhip.work.reports.tests.desk import LATER, attached, lay_out
from nhip.work.reviews.actions import approve_review
from nhip.work.reviews.tests.world import build
from tests.cast import Cast

LIBRARIES = ("allauth.", "django.", "wagtail.")
KEY = "printed-at-the-start"
ABSENT = 987654321
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
    {"den": "9999-12-31T00:00:00+07:00"},
    {"den": "0001-01-01T00:00:00+14:00"},
    {"luot-attendance": HUGE, "luot-reason": "x", "appraised_on": "31/31/2022"},
]
ROLES = ("administrator", "planner", "chief", "reporter", "unit_chief", "editor", "publisher",
         "reader", "stranger")  # fmt: skip
STAFF = frozenset(ROLES) - {"reader"}
EDITORS = frozenset({"editor", "publisher"})
REGION = frozenset({"planner", "chief"}) | EDITORS
UNIT = frozenset({"reporter", "unit_chief"})
ANYBODY = frozenset(ROLES) | {"anonymous"}


@dataclass(frozen=True)
class Door:
    """Who gets in, with what in the address.

    `sees` may know that it is there and are refused (403); for all others it does not exist (404).
    """

    who: frozenset[str]
    made: str = ""
    more: tuple[object, ...] = ()
    post: bool = False
    sees: frozenset[str] = frozenset()


DOORS = {
    "robots.txt": Door(ANYBODY),
    "bien-tap/login/": Door(EDITORS | {"administrator"}, sees=ANYBODY),
    "-/live": Door(ANYBODY),
    "-/ready": Door(ANYBODY),
    "site:display": Door(ANYBODY),
    "news:search": Door(ANYBODY),
    "delivery:personal": Door(ANYBODY, "home"),
    "responses:comments": Door(ANYBODY, "home"),
    "responses:rate": Door(ANYBODY, "home", post=True),
    "responses:comment": Door(frozenset(ROLES), "home", post=True),
    "responses:moderation": Door(EDITORS, sees=ANYBODY),
    "responses:decide": Door(EDITORS, "comment", post=True),
    "beginning:account": Door(ANYBODY, "key"),
    **{
        f"beginning:{step}": Door(frozenset({"administrator"}), sees=ANYBODY)
        for step in ("go_on", "body", "levels", "calendar", "units", "people", "starter", "finish")
    },
    "hall:next": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:import": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:list_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:passwords": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:renew": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "hall:desk": Door(frozenset(ROLES)),
    "hall:brief": Door(frozenset({"planner", "chief", "unit_chief"}), sees=ANYBODY),
    "hall:inbox": Door(frozenset(ROLES)),
    "hall:articles": Door(EDITORS | {"planner"}, sees=ANYBODY),
    "hall:changed_pins": Door(EDITORS | {"chief", "unit_chief"}, sees=ANYBODY),
    "hall:release_article": Door(EDITORS | {"planner"}, "article", sees=ANYBODY),
    "hall:draft_article": Door(EDITORS | {"planner"}, "review", post=True, sees=REGION),
    "figures:decide": Door(EDITORS, "pin"),
    "reports:list": Door(frozenset(ROLES)),
    "reports:to_check": Door(frozenset(ROLES)),
    "reports:groups": Door(frozenset(ROLES)),
    "reports:several": Door(frozenset({"reporter"}), "below"),
    "reports:open": Door(frozenset({"reporter"}), "obligation", post=True),
    "reports:entry": Door(frozenset({"reporter"}), "report"),
    "reports:revision": Door(REGION | UNIT, "report", more=(1,)),
    "reports:workbook": Door(frozenset({"reporter"}), "report"),
    "reports:bring_back": Door(frozenset({"reporter"}), "report"),
    "reports:attachments": Door(frozenset({"reporter"}), "report", more=(1,)),
    "reports:download": Door(REGION | UNIT, "attachment"),
    "reports:take_out": Door(frozenset({"reporter"}), "attachment", post=True),
    "reports:check": Door(frozenset({"planner", "chief"}), "report"),
    "reports:reopen": Door(REGION | UNIT, "report", post=True),
    "reports:withdraw": Door(frozenset({"reporter"}), "report", post=True),
    "reports:ask": Door(frozenset({"reporter"}), "report", post=True),
    "people:authority": Door(STAFF, sees=ANYBODY),
    "units:tree": Door(STAFF, sees=ANYBODY),
    "units:unit": Door(REGION | UNIT | {"administrator"}, "unit"),
    "units:import": Door(frozenset({"administrator"}), sees=ANYBODY),
    "units:list_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "units:change": Door(
        frozenset({"administrator"}), "unit", more=("doi-ten",), sees=REGION | UNIT
    ),
    "duties:regimes": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "duties:new_regime": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "duties:regime": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "duties:write_regime": Door(
        frozenset({"planner", "chief"}), "regime", sees=ANYBODY - {"unit_chief"}
    ),
    "duties:publish": Door(frozenset({"planner", "chief"}), "regime", post=True),
    "duties:ask_once": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "forms:forms": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "forms:new_form": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "forms:form": Door(frozenset({"planner", "chief"}), "form"),  # a draft
    "forms:design": Door(frozenset({"planner", "chief"}), "form"),
    "forms:decide_form": Door(frozenset({"planner", "chief"}), "form", post=True),
    "forms:print_form": Door(frozenset({"planner", "chief"}), "form", more=("xlsx",)),
    "reports:print_revision": Door(REGION | UNIT, "report", more=(1, "docx")),
    "duties:obligation": Door(REGION | UNIT, "obligation"),
    "indicators:totals": Door(STAFF - {"administrator"}),
    "indicators:explain": Door(STAFF - {"administrator"}, "indicator"),
    "training:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "training:class": Door(REGION | UNIT, "class"),
    "training:attendance": Door(REGION | UNIT, "class", post=True),
    "plans:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "plans:plan": Door(REGION | UNIT, "plan"),
    "plans:appraise": Door(REGION | UNIT, "plan", post=True),
    "commendations:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "commendations:certificate": Door(REGION | UNIT, "certificate"),
    "documents:list": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "documents:document": Door(REGION, "document"),
    "periods:calendar": Door(STAFF, sees=ANYBODY),
    "periods:drop_day": Door(frozenset({"administrator"}), "special_day", post=True, sees=ANYBODY),
    "reviews:list": Door(REGION | {"unit_chief"}, sees=ANYBODY),
    "reviews:conference": Door(REGION, "conference"),
    "reviews:approve": Door(frozenset({"chief"}), "review", post=True, sees=REGION),
}


@pytest.fixture
def made(cast: Cast) -> dict[str, object]:
    """Return one of everything, of the unit or of the root: what an address names."""
    world, desk = build(cast), lay_out(cast)
    home = set_up_site(
        name="G", tagline="", address="", is_sample=True, sections=[("tin", "Tin tức", "")]
    )
    approve_review(world.review, by=cast.chief, at=LATER)
    world.review.figures.update(goes_into_article=True)
    article = draft_article(world.review, SectionPage.objects.get(), by=cast.editor, at=LATER)
    Beginning.objects.create(
        started_at=LATER, key_digest=sha256(KEY.encode()).hexdigest(), taken=["body"]
    )
    attachment = attached(desk)
    return {
        "home": home.pk,
        "key": KEY,
        "article": article.pk,
        "comment": send_comment(home, "Bài hay.", by=cast.reader, at=LATER).pk,
        "pin": Pin.objects.filter(holder=HOLDER).earliest("pk").pk,
        "obligation": desk.obligation.pk,
        "below": desk.owes(cast.leaf).pk,
        "report": attachment.report_id,
        "attachment": attachment.pk,
        "unit": cast.unit.pk,
        "regime": desk.regime.pk,
        "form": next_version(desk.form, by=cast.planner, at=LATER).pk,
        "indicator": "classes",
        "class": world.empty_class.pk,
        "plan": world.plan.pk,
        "certificate": world.collective.pk,
        "document": world.directive.pk,
        "conference": world.conference.pk,
        "special_day": SpecialDay.objects.create(on=LATER.date(), name="Nghỉ", legal_basis="x").pk,
        "review": world.review.pk,
    }


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


@pytest.fixture
def browsers(cast: Cast) -> dict[str, Client]:
    """Return everybody's browser."""
    found = {role: Client() for role in (*ROLES, "anonymous")}
    for role in ROLES:
        found[role].force_login(getattr(cast, role))
    return found


def address(name: str, *args: object) -> str:
    return reverse(name, args=args) if ":" in name else f"/{name}"


def knock(client: Client, door: Door, address: str) -> HttpResponse:
    send = client.post if door.post else client.get
    return send(address, headers={"Sec-Fetch-Site": "same-origin"})


@contextmanager
def undone() -> Iterator[None]:
    """Take back what a visit changed."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def lets_in(answer: HttpResponse) -> bool:
    return answer.status_code in (200, 204, 302, 409, 422) and not asks_to_sign_in(answer)


def asks_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/login/" in answer["Location"]


def test_those_who_may_get_in_and_nobody_else(made: dict[str, object], browsers: dict[str, Client]):
    for name, door in DOORS.items():
        here = address(name, *([made[door.made], *door.more] if door.made else []))
        absent = "khong-co" if door.made == "indicator" else ABSENT
        nowhere = address(name, *([absent, *door.more] if door.made else []))
        opened = set()
        for role, client in browsers.items():
            with undone():
                answer = knock(client, door, here)
            if lets_in(answer):
                opened.add(role)
            elif role == "anonymous":
                assert asks_to_sign_in(answer), name
            elif role in door.sees:
                assert answer.status_code == 403, (name, role)
            else:
                told = (answer.status_code, answer.content)
                assert told == (404, knock(client, door, nowhere).content), (name, role)
        assert opened == door.who, name


def test_nonsense_is_answered_and_never_an_error(
    made: dict[str, object], browsers: dict[str, Client]
):
    for name, door in DOORS.items():
        here = address(name, *([made[door.made], *door.more] if door.made else []))
        client = browsers[min(door.who & {"reporter", "planner", "chief", "editor"} or door.who)]
        with undone():
            answers = [client.get(f"{here}?{query}") for query in QUERIES]
            answers += [client.post(f"{here}?{QUERIES[4]}", body) for body in BODIES]
        assert all(answer.status_code < 500 for answer in answers), name
        if door.made and door.made != "indicator":
            beyond = knock(client, door, address(name, HUGE, *door.more))
            assert beyond.status_code == 404, name
    for path in ("/%00/", "/media/%00", "/lam-viec/tong-hop/%00/", f"/tai-lieu/{ENDLESS}/x"):
        assert client.get(path).status_code == 404, path
