"""Files beside a report: what a revision says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhip.work.forms.rules import Content

MOST_FILES = 10  # beside one section


@dataclass(frozen=True)
class Filed:
    """A file as a revision says it."""

    section: int
    name: str
    kind: str
    size: int
    digest: str


def write_files(files: Iterable[Filed]) -> Content:
    """Write files for a revision, each bound by its digest; nothing at all where there are none."""
    rows = [
        {"section": f.section, "name": f.name, "kind": f.kind, "size": f.size, "digest": f.digest}
        for f in files
    ]
    return {"attachments": rows} if rows else {}


def files_of(content: Content) -> list[Filed]:
    """Read the files of a revision."""
    return [Filed(**row) for row in content.get("attachments", [])]
