"""The remarks of a report as passages of a text that cites figures."""

from collections.abc import Mapping, Sequence

from nhip.office.figures.rules.told import ToldFigure, read_kept
from nhip.work.forms.rules import Content, Place

HOLDER = "reports.report"
"""What citations call the remarks of a report."""


def passage_of(section: int) -> str:
    """Return what the remarks of a section are called among the passages of a report: "n.3"."""
    return f"n.{section}"


def line_of(place: Place) -> str:
    """Return what a cell is called where remarks cite it: "3.1"."""
    return f"{place[0]}.{place[1]}"


def cited_in(content: Content) -> dict[str, Sequence[ToldFigure]]:
    """Read the figures that the remarks of a revision cite, by passage; each as it was handed in."""
    return {
        passage_of(part["section"]): read_kept(part["figures"])
        for part in content["narratives"]
        if "figures" in part
    }


def narrative_rows(texts: Mapping[int, str], cited: Mapping[str, list[Content]]) -> list[Content]:
    """Write remarks for a revision, by section, with the figures they cite where there are any."""
    return [
        {"section": section, "text": text}
        | ({"figures": its} if (its := cited.get(passage_of(section))) else {})
        for section, text in texts.items()
    ]
