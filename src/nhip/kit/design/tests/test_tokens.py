"""The palette keeps its promises: contrast in every theme at every level, copies equal, nothing idle."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3]
CSS = (Path(__file__).parents[1] / "static" / "design" / "tokens.css").read_text()
PAPERS = ("bg", "surface", "sunken")
TINTS = ("brand-tint", "ok-tint", "warn-tint", "bad-tint")
LEVELS = {"soft": (7, 4.5), "normal": (10, 5), "high": (15, 7)}
CASES = [(theme, level) for theme in ("light", "dark") for level in LEVELS]
HIGH = ':root[data-contrast="high"]'
COPIES = [":root:not([data-contrast])", ":root:root:root"]  # what the system prefers; paper


def rules(selector):
    """Return the values of the rules of one selector, by name."""
    found = {}
    for block in re.finditer(r"([^{}]+)\{([^{}]*)\}", CSS):
        if block[1].split("*/")[-1].strip() == selector:
            found |= re.findall(r"--([\w-]+):\s*([^;]+);", block[2])
    return {name: value for name, value in found.items() if "#" in value}


def palette(theme, level):
    """Return the colours a reader of this theme and level of contrast meets, by name."""
    values = rules(":root") | (
        rules(f':root[data-contrast="{level}"]') if level != "normal" else {}
    )
    both = {name: re.findall(r"#[0-9a-f]{6}", value) for name, value in values.items()}
    return {name: found[0 if theme == "light" else -1] for name, found in both.items()}


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("theme", "level"), CASES)
def test_words_can_be_read_on_everything_they_meet(theme, level):
    colours = palette(theme, level)
    for_text, for_small = LEVELS[level]

    def worst(name, papers):
        return min(contrast(colours[name], colours[paper]) for paper in papers)

    assert worst("text", PAPERS + TINTS) >= for_text
    for name in ("muted", "link", "brand"):
        assert worst(name, PAPERS) >= for_small, name
    assert worst("link", TINTS) >= 4.5
    for name in ("ok", "warn", "bad"):
        assert worst(name, (*PAPERS, f"{name}-tint")) >= 4.5, name
    assert worst("brand", ("brand-tint",)) >= 4.5
    assert contrast(colours["on-brand"], colours["brand"]) >= 4.5
    assert contrast(colours["on-band"], colours["band"]) >= 7
    assert contrast(colours["on-band-muted"], colours["band"]) >= 4.5


@pytest.mark.parametrize(("theme", "level"), CASES)
def test_marks_and_borders_can_be_seen(theme, level):
    colours = palette(theme, level)
    for name in ("line-strong", "beat", "focus"):
        for paper in PAPERS + TINTS:
            assert contrast(colours[name], colours[paper]) >= 3, (name, paper)
    assert contrast(colours["beat-band"], colours["band"]) >= 3


@pytest.mark.parametrize("copy", COPIES)
def test_what_the_system_prefers_is_what_the_reader_could_choose(copy):
    assert rules(copy) == rules(HIGH)


def test_every_value_is_used():
    sheets = [file.read_text() for file in PACKAGE.glob("**/static/**/*.css")]
    used = set(re.findall(r"var\(--([\w-]+)", "".join(sheets)))
    for sheet in sheets:
        ours = set(re.findall(r"(?<![\w(-])--(?!w-)([\w-]+):", sheet))  # --w-: used by Wagtail
        assert ours <= used
