"""The house stands: floors hold where the import linter cannot look, and rooms have no odd doors.

The floors are read from the linter's own contracts in pyproject.toml, so there is one list.
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field
from django.utils.translation import override

from nhip.hall.command.catalogues import PACKAGE, ROOT
from nhip.organisation.people.choices import Role

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}
DOORS = set(re.findall(r"\w+", " ".join(CONTRACTS["doors"]["layers"])))
# Beside the doors: what Django and allauth are told by name, what hears signals, where upper rooms register.
BESIDE = {"__init__", "registry", "receivers", "backends", "middleware", "context", "adapter"}
FOLDERS = {"templates", "static", "locale", "migrations", "templatetags", "tests", "samples"}
OF_ONE_ROOM = {
    # the packages a newcomer meets first; tools are the words of the command for developers
    # and what the journal's page says of every room
    "hall": {"command", "tools", "demo", "beginning", "deeds", "journal"},
    "panels": {"rates", "weather"},  # a folder a feed, with the doors of a room
    # the front and what it reads know nothing of Django, and so of doors
    "delivery": {
        "front",
        "upstream",
        "files",
        "store",
        "pagefile",
        "baked",
        "mirror",
        "snippet",
        "rendering",
        "notes",
        "following",
        "personal",
    },
    "indicators": {
        "packing",
        "adding",
    },  # how a row of figures is kept in one column, and added to others
    "forms": {"printed"},  # what a form looks like on paper and in a spreadsheet
    # what was handed in on paper, a draft filled in as a spreadsheet and read back, and what the
    # level above fills in for several units
    "reports": {"printed", "workbooks", "grids"},
    # what one request of the editor's side changed, and the search that all its searches pass
    "site": {"watching", "finding"},
    "responses": {"browser"},  # the cookie by which a browser that rated is known again
}
# the words Django and Wagtail look for inside a class: they stand in many, and are never imported
CONVENTIONAL = {"Meta", "BoundPanel"}
NO_NAMES = {"core", "common", "base", "utils", "util", "helpers", "helper", "manager", "handler"}


def ranks(contract: str) -> dict[str, int]:
    """Return how high each name of a contract stands; neighbours stand equally high."""
    layers = reversed(CONTRACTS[contract]["layers"])
    return {name: rank for rank, layer in enumerate(layers) for name in re.findall(r"\w+", layer)}


FLOORS = ranks("floors")
HALL = PACKAGE / "hall"
ROOMS = {
    room.name: room
    for floor in FLOORS
    if floor != "hall"
    for room in (PACKAGE / floor).iterdir()
    if (room / "__init__.py").exists()
} | {"hall": HALL}


def place(room: str) -> tuple[str, str]:
    """Return the floor and the name of a room."""
    return ("hall" if room == "hall" else ROOMS[room].parent.name), room


def may_use(upper: str, lower: str) -> bool:
    """Tell whether the first room stands above the second one, or is it."""
    (floor, room), (other_floor, other_room) = place(upper), place(lower)
    if floor != other_floor:
        return FLOORS[floor] > FLOORS[other_floor]
    return room == other_room or ranks(floor)[room] > ranks(floor)[other_room]


def room_of(path: str) -> str | None:
    """Return the room that a dotted path of ours lies in."""
    parts = path.split(".")
    if parts[0] != "nhip":
        return None
    return "hall" if parts[1] == "hall" else parts[2]


def our_models() -> list[type]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if room_of(model.__module__)]


def test_the_floors_are_read_as_they_are_meant():
    assert may_use("hall", "news")
    assert may_use("reports", "duties")
    assert may_use("duties", "forms")
    assert may_use("forms", "indicators")
    assert not may_use("duties", "reports")
    assert not may_use("forms", "duties")
    assert may_use("documents", "accounts")
    assert not may_use("news", "reports")
    assert not may_use("reports", "news")
    assert not may_use("responses", "panels")
    assert not may_use("journal", "people")


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_and_parents_run_down(model):
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]
    others = [field.related_model for field in fields if field.related_model]
    for other in [*others, *model.__mro__]:
        room = room_of(other.__module__)
        assert room is None or may_use(room_of(model.__module__), room), other


def templates() -> list[Path]:
    return sorted(file for room in ROOMS.values() for file in room.glob("templates/**/*.html"))


def owner(file: Path) -> str:
    return next(name for name, room in ROOMS.items() if file.is_relative_to(room))


TEMPLATE_OF = {
    str(file.relative_to(ROOMS[owner(file)] / "templates")): owner(file) for file in templates()
}
LIBRARY_OF = {
    file.stem: name for name, room in ROOMS.items() for file in room.glob("templatetags/*.py")
}
TAG = re.compile(r"""\{%-?\s*(extends|include|url|load)\s+(.*?)\s*-?%\}""", re.DOTALL)
QUOTED = re.compile(r"""^["']([^"']+)["']""")


def uses(text: str) -> Iterator[tuple[str, str]]:
    """Yield the rooms that a template leans on, with the words that say so."""
    for tag, rest in TAG.findall(text):
        if tag == "load":
            words = rest.split(" from ")[-1].split()
            yield from ((LIBRARY_OF[word], word) for word in words if word in LIBRARY_OF)
        elif name := QUOTED.match(rest):
            target = name[1]
            room = target.partition(":")[0] if tag == "url" else TEMPLATE_OF.get(target)
            if room in ROOMS:
                yield room, target


@pytest.mark.parametrize("file", templates(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_templates_lean_on_lower_rooms_only(file):
    for room, said in uses(file.read_text()):
        assert may_use(owner(file), room), said


def test_every_room_stands_in_a_contract_and_among_the_installed():
    for name in ROOMS:
        floor, room = place(name)
        assert floor == "hall" or room in ranks(floor)
    installed = {room_of(config.name) for config in apps.get_app_configs()} - {None}
    with_apps = {name for name, room in ROOMS.items() if (room / "apps.py").exists()}
    assert installed == with_apps


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_a_room_says_what_lives_in_it(room):
    lines = (room / "README.md").read_text().splitlines()
    assert len([line for line in lines if line.strip()]) >= 3


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_a_room_has_the_doors_every_room_has(room):
    if room.parent.name == "kit":  # a tool is shaped by what it does
        return
    extra = OF_ONE_ROOM.get(room.name, set())
    doors = {file.stem for file in room.glob("*.py")}
    folders = {folder.name for folder in room.iterdir() if folder.is_dir()} - {"__pycache__"}
    assert doors <= DOORS | BESIDE | extra
    assert folders <= DOORS | FOLDERS | extra


def test_nothing_is_called_by_a_name_that_says_nothing():
    """`settings/base.py` and `design/base.html` are Django's own words for what they are."""
    files = [file for file in PACKAGE.rglob("*.py") if file.parent.name != "settings"]
    named = {part for file in files for part in file.relative_to(PACKAGE).with_suffix("").parts}
    assert not named & NO_NAMES


def test_no_two_types_bear_one_name():
    """Whoever reads `Choice` in an import knows which one is meant, so a room's own bears its room's word."""
    named: dict[str, list[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        if {"tests", "migrations"}.isdisjoint(file.parts):
            for each in ast.walk(ast.parse(file.read_text())):
                if isinstance(each, ast.ClassDef):
                    named.setdefault(each.name, []).append(str(file.relative_to(PACKAGE)))
    doubled = {name: files for name, files in named.items() if len(files) > 1}
    assert not {name: files for name, files in doubled.items() if name not in CONVENTIONAL}


def test_numbers_of_records_stand_ungrouped_in_addresses_and_names():
    """A template writes 1200 as "1.200" for people; in an attribute that names another record, or none."""
    attribute = re.compile(r'="([^"]*\{\{[^"]*)"')
    written = re.compile(r"\{\{\s*([\w.]+(?:\.pk|(?<!auto)_id))\s*\}\}")
    grouped = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in templates()
        for value in attribute.findall(path.read_text())
        for name in written.findall(value)
    ]
    assert not grouped


def test_a_deadline_stands_beside_its_weekday_everywhere():
    """Pages write a `Due` or, where a day alone falls due, `|weekday`; so does what Python writes."""
    shown = re.compile(r"\b(?:\w+\.)*(?:due\w*|deadline\w*)\|(?:day|date)\b")
    said = re.compile(r"write_day\((?:\w+\.)*(?:due\w*|deadline\w*)\)|\{due\w*:%d")
    bare = [
        f"{path.relative_to(PACKAGE)}: {found}"
        for pattern, files in ((shown, templates()), (said, PACKAGE.rglob("*.py")))
        for path in files
        for found in pattern.findall(path.read_text())
    ]
    assert not bare


ANSWERS = {"access", "backends", "middleware", "menu", "adapter"}


def test_what_a_person_may_do_is_spelt_in_access_alone():
    """A page that asked by itself what an action requires would part from it; rows are kept by models."""
    required = {
        verb
        for file in PACKAGE.rglob("access.py")
        for verb in re.findall(r'"(\w+\.\w+)"', file.read_text())
    }
    asked = [
        f"{file.relative_to(PACKAGE)}: {verb}"
        for file in PACKAGE.rglob("*.py")
        if file.stem not in ANSWERS | {"models"} and "tests" not in file.parts
        for verb in re.findall(r"\.has_perm\(\s*(\"?[\w.]+)", file.read_text())
        if verb != '"wagtailadmin.access_admin'
    ]
    shown = [
        f"{file.relative_to(PACKAGE)}: {verb}"
        for file in templates()
        for verb in re.findall(r"\bperms\.(\w+\.\w+)", file.read_text())
        if verb in required - {"people.work", "wagtailadmin.access_admin"}
    ]
    assert not asked + shown


# Doors that ask a record how it stands; the record answers, and a query says it in the words of its table.
ASKING = {"access", "actions", "views", "forms", "tables", "grids", "workbooks", "wagtail_hooks"}
STATE = re.compile(
    r"\b(?!step\b)\w+\.(?:(?:status|standing) (?:==|!=|in|not in) "
    r"|(?:published|excused|answered|struck)_at (?:is|==) "
    r"|state (?:==|!=|in|not in) \(?(?:PinState\b|\"fresh\"))"
    r"|\b(?:if|and|or|not) [\w.]+\.(?:published|excused|answered|struck)_at\b(?! is)"
)
SHOWN = re.compile(r"\{% (?:el)?if [^%]*(?:\.struck_at\b|\.state [!=]= \"fresh\")")


def test_how_a_record_stands_is_spelt_by_the_record_alone():
    """A page that read the field by itself could offer what the action refuses."""
    read = [
        f"{file.relative_to(PACKAGE)}: {line.strip()}"
        for file in PACKAGE.rglob("*.py")
        if ASKING & {file.stem, *file.relative_to(PACKAGE).parts[2:-1]}
        and not {"tests", "command", "tools", "demo"} & set(file.parts)
        for line in file.read_text().splitlines()
        if STATE.search(line)
    ]
    shown = [
        f"{file.relative_to(PACKAGE)}: {line.strip()}"
        for file in templates()
        for line in file.read_text().splitlines()
        if SHOWN.search(line)
    ]
    assert not read + shown


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("if report.status == Status.DRAFT:", True),
        ("if report.status not in (Status.DRAFT, Status.RETURNED):", True),
        ("is_draft = regime.published_at is None", True),
        ("if obligation.answered_at or obligation.excused_at:", True),
        ("if paper.struck_at is None:", True),
        ("if decision.struck_at and request.method != 'POST':", True),
        ("if pin.state == PinState.FRESH:", True),
        ("moved = [pin for pin in pins if pin.state in (PinState.BROKEN, PinState.CHANGED)]", True),
        ("if not report.is_with_unit:", False),
        ("report.status = Status.RETURNED", False),
        ("said = moment(form.published_at)", False),
        ("pin.state = PinState.FRESH", False),
        ("kept.struck_at, kept.strike_reason = None, ''", False),
    ],
)
def test_a_line_that_reads_a_state_is_seen(line, is_told):
    assert bool(STATE.search(line)) == is_told


def glossary() -> list[list[str]]:
    """Return the rows of the glossary: code, Vietnamese, meaning."""
    lines = (ROOT / "docs/reference/glossary.md").read_text().splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] != "code"]


def test_the_glossary_says_each_term_once_and_in_both_languages():
    terms = [term for code, _vi, _meaning in glossary() for term in code.split(", ")]
    assert len(terms) > 80
    assert not [term for term, times in Counter(terms).items() if times > 1]
    assert all(all(row) for row in glossary())


@pytest.mark.parametrize("role", Role)
def test_a_role_has_one_name_in_code_interface_and_glossary(role):
    said = {code.split(" ")[0]: (code, word) for code, word, _meaning in glossary()}
    code, word = said[role.value]
    with override("vi"):
        assert str(role.label) == word
    with override("en"):
        assert str(role.label) in code


def test_decisions_are_numbered_once_and_without_gaps():
    """Branches choose numbers side by side."""
    numbers = sorted(file.name[:4] for file in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


def test_the_readmes_tell_every_room():
    for name in ("README.md", "README.vi.md"):
        rows = re.findall(r"\| `src/nhip/(\w+)` \| ([\w, ]+) \|", (ROOT / name).read_text())
        told = {room for floor, rooms in rows for room in rooms.split(", ") if floor != "hall"}
        assert told == set(ROOMS) - {"hall"}, name
