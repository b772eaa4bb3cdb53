"""Styles cannot leak: a component's class has one sheet, and one kind of element bears it."""

import re
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[3]
SHEETS = sorted(PACKAGE.glob("**/static/**/*.css"))
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
KIND = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
# Said of anything, and never a component of its own: each is one declaration or a state.
PLAIN = {"num", "muted", "small", "sr", "r", "nowrap", "cur", "no", "gap", "below"}

OF_OTHERS = {"rich-text", "DraftEditor-root", "w-field__wrapper", "w-slim-header__search-form"}
OF_OTHERS |= {"s2", "s3", "s4"}
# Wagtail's; the series of a chart, counted


def selectors(sheet: Path) -> list[str]:
    """Return the selectors of a sheet, without what it says of paper."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    on_screen = re.sub(r"@media print \{(?:[^{}]|\{[^{}]*\})*\}", "", rules)
    heads = re.findall(r"([^{}]+)\{", on_screen)
    return [part.strip() for head in heads for part in re.split(r",(?![^(]*\))", head)]


def components(sheet: Path) -> set[str]:
    """Return the classes that a sheet lays out wherever they stand: `.name` and nothing around it."""
    return {found[1] for one in selectors(sheet) if (found := re.fullmatch(r"\.([\w-]+)", one))}


def bearers() -> dict[str, set[str]]:
    """Return for each class of our templates the kinds of element that bear it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in TEMPLATES:
        source = re.sub(r"\{%.*?%\}", " ", file.read_text(), flags=re.DOTALL)
        for tag, names in re.findall(r'<(\w+)\b[^<>]*?\bclass="([^"]*)"', source):
            for name in names.split():
                found[name].add(KIND.get(tag, "box"))
    return found


def test_a_component_stands_in_one_sheet():
    owners: dict[str, set[str]] = defaultdict(set)
    for sheet in SHEETS:
        for name in components(sheet):
            owners[name].add(sheet.name)
    assert {name: sheets for name, sheets in owners.items() if len(sheets) > 1} == {}


def test_a_component_is_one_kind_of_element():
    every = set().union(*(components(sheet) for sheet in SHEETS)) - PLAIN
    borne = bearers()
    assert {name: borne[name] for name in every if len(borne[name]) > 1} == {}


def test_no_class_of_a_sheet_is_idle():
    files = [file for kind in ("html", "py", "js") for file in PACKAGE.glob(f"**/*.{kind}")]
    sources = "".join(file.read_text() for file in files if "/tests/" not in str(file))
    words = set(re.findall(r"[\w-]+", sources)) | OF_OTHERS
    for sheet in SHEETS:
        named = re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(selectors(sheet)))
        assert set(named) <= words
