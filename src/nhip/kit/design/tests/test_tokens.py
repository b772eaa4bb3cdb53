"""The palette keeps its promises: contrast in every theme at every level, and copies equal to originals."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static" / "design" / "tokens.css").read_text()
PAPERS = ("bg", "surface", "sunken")
TINTS = ("brand-tint", "ok-tint", "warn-tint", "bad-tint")
LEVELS = {"soft": (7, 4.5), "normal": (10, 5), "high": (15, 7)}
CASES = [
    ("light", "normal", ":root"),
    ("light", "soft", ':root[data-contrast="soft"]'),
    ("light", "high", ':root[data-contrast="high"]'),
    ("dark", "normal", ':root[data-theme="dark"]'),
    ("dark", "soft", ':root[data-theme="dark"][data-contrast="soft"]'),
    ("dark", "high", ':root[data-theme="dark"][data-contrast="high"]'),
]
COPIES = [
    (":root:not([data-contrast])", ':root[data-contrast="high"]'),
    (':root:not([data-theme="light"])', ':root[data-theme="dark"]'),
    (
        ':root:not([data-theme="light"])[data-contrast="soft"]',
        ':root[data-theme="dark"][data-contrast="soft"]',
    ),
    (
        ':root:not([data-theme="light"])[data-contrast="high"]',
        ':root[data-theme="dark"][data-contrast="high"]',
    ),
    (
        ':root[data-theme="dark"]:not([data-contrast])',
        ':root[data-theme="dark"][data-contrast="high"]',
    ),
    (
        ':root:not([data-theme="light"]):not([data-contrast])',
        ':root[data-theme="dark"][data-contrast="high"]',
    ),
    (":root:root:root", ':root[data-contrast="high"]'),
]


def palette(selector):
    """Return the colours of one rule, by name."""
    for block in re.finditer(r"([^{}]+)\{([^{}]*)\}", CSS):
        if block[1].split("*/")[-1].strip() == selector and "--bg:" in block[2]:
            return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block[2]))
    raise LookupError(selector)


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("theme", "level", "selector"), CASES)
def test_words_can_be_read_on_everything_they_meet(theme, level, selector):
    colours = palette(selector)
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


@pytest.mark.parametrize(("theme", "level", "selector"), CASES)
def test_marks_and_borders_can_be_seen(theme, level, selector):
    colours = palette(selector)
    for name in ("line-strong", "beat", "focus"):
        for paper in PAPERS + TINTS:
            assert contrast(colours[name], colours[paper]) >= 3, (name, paper)
    assert contrast(colours["beat-band"], colours["band"]) >= 3


@pytest.mark.parametrize(("copy", "original"), COPIES)
def test_what_the_system_prefers_is_what_the_reader_could_choose(copy, original):
    assert palette(copy) == palette(original)
