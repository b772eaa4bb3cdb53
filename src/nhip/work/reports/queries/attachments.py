"""Files beside a report: those of its draft, and those a revision was handed in with."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nhip.work.forms.choices import Asks
from nhip.work.forms.models import Section
from nhip.work.forms.queries import Blank

from ..models import Attachment, Report, Revision
from ..rules import Filed, files_of


def attached(report: Report) -> list[Attachment]:
    """Return the files of a draft, section by section."""
    return list(report.attachments.filter(is_in_draft=True).select_related("section"))


def filed(attachment: Attachment) -> Filed:
    """Return a file as a revision says it."""
    return Filed(
        attachment.section.number,
        attachment.name,
        attachment.kind,
        attachment.size,
        attachment.digest,
    )


def lacks_files(form: Blank, files: Collection[Attachment]) -> list[Section]:
    """Return the sections that must have a file and have none."""
    there = {each.section_id for each in files}
    return [s for s in form.sections if s.asks_files == Asks.MUST and s.pk not in there]


def lacks_words(form: Blank, texts: Iterable[str], files: Collection[Attachment]) -> bool:
    """Tell whether a form that asks for words only was answered with none, and with no file."""
    return form.asks_words_only and not files and not any(text.strip() for text in texts)


def handed_in_with(revision: Revision) -> list[Attachment]:
    """Return the files a revision was handed in with, as its content names them."""
    named = {(each.section, each.name, each.digest) for each in files_of(revision.content)}
    kept = revision.attachments.select_related("section") if named else []
    return [each for each in kept if (each.section.number, each.name, each.digest) in named]
