"""The drawn marks: beats, coverage, small charts. Shape carries the meaning; words come with every mark."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Number = int | None
_OUTLINE = '<rect class="o" x="1" y="1" width="8" height="18" rx="1"/>'
_SHAPES = {
    "done": '<rect width="10" height="20" rx="1.5"/>',
    "dlate": '<rect width="10" height="4.5" rx="1"/><rect y="7" width="10" height="13" rx="1.5"/>',
    "sent": _OUTLINE + '<rect x="1" y="10" width="8" height="9"/>',
    "slate": '<rect width="10" height="4" rx="1"/><rect class="o" x="1" y="7" width="8" height="12" rx="1"/>'
    '<rect x="1" y="13" width="8" height="6"/>',
    "again": '<path d="M1 0h8q1 0 1 1v18q0 1-1 1H1q-1 0-1-1V1q0-1 1-1zm2 6v8h4V6z"/>',
    "open": _OUTLINE,
    "late": _OUTLINE + '<path class="o" d="M-1.5 17.5 11.5 2.5"/>',
    "back": _OUTLINE + '<path d="M1 1h8L1 11z"/>',
    "wait": '<rect x="3.5" y="14" width="3" height="6" rx="1"/>',
    "soon": '<path d="M3 2h4v11H3zm0 14h4v4H3z"/>',
    "free": '<path d="M1 11.5h8v2H1zm0 6h8v2H1z"/>',
    "na": '<rect x="1" y="17.5" width="8" height="2"/>',
}
MANY = 40
"""Above so many sources single beats can no longer be counted: one bar in proportion instead."""


_WORDS = {
    "done": gettext_lazy("accepted"),
    "dlate": gettext_lazy("accepted, came late"),
    "sent": gettext_lazy("waiting for a check"),
    "slate": gettext_lazy("waiting for a check, came late"),
    "again": gettext_lazy("accepted, being corrected"),
    "open": gettext_lazy("being filled in"),
    "back": gettext_lazy("returned"),
    "late": gettext_lazy("overdue"),
    "wait": gettext_lazy("not due yet"),
    "soon": gettext_lazy("due soon"),
    "free": gettext_lazy("excused"),
    "na": gettext_lazy("not owed"),
}


def state_words(state: str) -> str:
    """Return what a beat says, in the words of the look."""
    return str(_WORDS[state])


def beat(state: str, label: str = "") -> SafeString:
    """Draw one beat; without a label it is silent, for places where words stand beside it."""
    shape = mark_safe(_SHAPES[state])  # noqa: S308 (constants above)
    name = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html('<svg class="beat {}" viewBox="0 0 10 20" {}>{}</svg>', state, name, shape)


def coverage(n: int, total: int, of_what: str = "", words: str = "") -> SafeString:
    """Draw "n of N": one beat a source, low where it is missing, the words (or other ones) below."""
    words = words or _("%(n)s of %(total)s %(of_what)s") % {
        "n": n,
        "total": total,
        "of_what": of_what,
    }
    if total > MANY:
        width, share = MANY * 6 - 2, round((MANY * 6 - 2) * n / total, 1)
        marks = format_html(
            '<rect width="{}" height="14"/><rect class="low" x="{}" y="9" width="{}" height="5"/>',
            str(share),
            str(share),
            str(round(width - share, 1)),
        )
    else:
        width = max(total * 6 - 2, 4)
        marks = format_html_join(
            "",
            '<rect{} x="{}" y="{}" width="4" height="{}"/>',
            (
                ("", i * 6, 0, 14) if i < n else (mark_safe(' class="low"'), i * 6, 9, 5)
                for i in range(total)
            ),
        )
    return format_html(
        '<span class="cover"><svg viewBox="0 0 {} 14" width="{}rem" preserveAspectRatio="none"'
        ' aria-hidden="true">{}</svg><span>{}</span></span>',
        width,
        f"{width / 16:.2f}",
        marks,
        words.strip(),
    )


def chip(kind: str, text: str) -> SafeString:
    """One to three words on a tint: ok, warn, bad, info, plain."""
    return format_html('<span class="chip {}">{}</span>', kind, text)


@dataclass(frozen=True)
class Series:
    """One row of a stacked chart: a name and a value a column; None is a gap, never zero."""

    name: str
    values: Sequence[Number]


@dataclass(frozen=True)
class BarChart:
    """Columns of one or more series. `texts` are the totals as people write them, a column each."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    texts: Sequence[str] = field(default_factory=list)
    width: int = 340
    height: int = 190

    def totals(self) -> list[Number]:
        """Return each column's sum; a column in which every series is silent stays a gap."""
        columns = zip(*(series.values for series in self.series), strict=True)
        return [
            None if all(value is None for value in column) else sum(value or 0 for value in column)
            for column in columns
        ]

    def written(self) -> list[str]:
        """Return what stands on each column."""
        return list(self.texts) or ["" if total is None else str(total) for total in self.totals()]

    def in_words(self) -> str:
        """Return the whole chart as one sentence, for those who hear it."""
        pairs = ", ".join(
            f"{label} {text or _('no data')}"
            for label, text in zip(self.labels, self.written(), strict=True)
        )
        return f"{self.title}: {pairs}"


_HEAD, _FOOT, _GAP = 32, 30, 0.16


def bar_chart(chart: BarChart) -> SafeString:
    """Draw columns from zero on one ground line, values on the marks; a single series ends in amber."""
    ground = chart.height - _FOOT
    top = max((total or 0 for total in chart.totals()), default=0) or 1
    pitch = chart.width / max(len(chart.labels), 1)
    bar = min(pitch * (1 - _GAP), 72)
    marks: list[tuple[str, ...]] = []
    words: list[tuple[str, ...]] = []
    last = len(chart.labels) - 1
    for i, (label, text) in enumerate(zip(chart.labels, chart.written(), strict=True)):
        middle, base = (i + 0.5) * pitch, float(ground)
        for k, series in enumerate(chart.series):
            tall = (series.values[i] or 0) / top * (ground - _HEAD)
            if tall > 0:
                css = f"s{k + 1}" if len(chart.series) > 1 else "last" if i == last else "s1"
                thin = 1.0 if k else 0.0
                marks.append((css, *_px(middle - bar / 2, base - tall, bar, max(tall - thin, 0.5))))
                base -= tall
        words.append(("val", *_px(middle, base - 9), text))
        words.append(("", *_px(middle, ground + 20), label))
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}'
        '<path class="ground" d="M0 {}.5h{}"/>{}</svg>',
        chart.width,
        chart.height,
        chart.in_words(),
        chart.title,
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', marks),
        ground,
        chart.width,
        format_html_join("", '<text class="{}" x="{}" y="{}">{}</text>', words),
    )


def sparkline(values: Sequence[Number], title: str, texts: Sequence[str] = ()) -> SafeString:
    """Draw a row of small bars from zero, the last in amber; a gap stays a gap."""
    top = max((value or 0 for value in values), default=0) or 1
    shown = ", ".join(texts or [_("no data") if value is None else str(value) for value in values])
    bars = [
        ("last" if i == len(values) - 1 else "", *_px(i * 20, 40 - tall, 12, tall))
        for i, value in enumerate(values)
        if (tall := (value or 0) / top * 40)
    ]
    width = max(len(values) * 20 - 8, 12)
    return format_html(
        '<svg class="spark" viewBox="0 0 {} 40" width="{}rem" role="img" aria-label="{}: {}">{}</svg>',
        width,
        f"{width / 16:.2f}",
        title,
        shown,
        format_html_join(
            "", '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1.5"/>', bars
        ),
    )


def _px(*lengths: float) -> tuple[str, ...]:
    return tuple(f"{length:.1f}" for length in lengths)
