"""Files beside a section of a draft: taking one in, taking one out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.guard import filing
from nhip.office.records.rules import FileNotTaken
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.rules import today
from nhip.work.forms.choices import Asks, FileKind
from nhip.work.forms.models import Section

from .. import queries, rules
from ..access import require_filling
from ..models import Attachment, Report
from .drafts import lock, must_be_draft
from .refusals import NotDraft


@transaction.atomic
def attach(
    report: Report, section: Section, name: str, file: IO[bytes], *, by: User, at: datetime
) -> Attachment:
    """Keep a file beside a section of a draft, under the digest of what it says.

    Nothing of it is trusted: not its name, its kind nor that it bears no mark. Raises FileNotTaken,
    NotDraft or PermissionDenied.
    """
    require_filling(by, report.unit, today(at))
    report = _open(report, section)
    name = filing.clean_name(name)
    kind, size = _examine(section, name, file)
    digest = filing.digest_of(file)
    there = Attachment.objects.filter(report=report, section=section, is_in_draft=True)
    if there.filter(digest=digest).exists():
        raise FileNotTaken(_("This very file is attached here already."))
    if there.count() >= rules.MOST_FILES:
        raise FileNotTaken(
            _("A section takes %(n)d files at most. Take one out first.") % {"n": rules.MOST_FILES}
        )
    kept = Attachment(
        report=report, section=section, name=name, kind=kind, size=size, digest=digest,
        added_by=by, added_at=at,
    )  # fmt: skip
    filing.write_whole(file, kept.path)
    kept.save()
    said = {"name": name, "section": section.number, "digest": digest}
    record("report.attached", about=report, by=by, at=at, unit=report.unit, said=said)
    return kept


@transaction.atomic
def detach(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Take a file out of a draft; what was handed in with it keeps it, else it is gone for good.

    Raises NotDraft or PermissionDenied.
    """
    report, section = attachment.report, attachment.section
    require_filling(by, report.unit, today(at))
    report = _open(report, section)
    said = {"name": attachment.name, "section": section.number, "digest": attachment.digest}
    record("report.detached", about=report, by=by, at=at, unit=report.unit, said=said)
    if attachment.revisions.exists():
        attachment.is_in_draft = False
        attachment.save(update_fields=["is_in_draft"])
        return
    path, digest = attachment.path, attachment.digest
    attachment.delete()
    transaction.on_commit(lambda: _drop(path, digest))


def _drop(path: Path, digest: str) -> None:
    if not Attachment.objects.filter(digest=digest).exists():
        path.unlink(missing_ok=True)


def _open(report: Report, section: Section) -> Report:
    """Lock a draft, where this section of it may be changed."""
    report = lock(report)
    must_be_draft(report)
    if section.form_id != report.form_id or not queries.open_places_of(report).opens(
        section.number
    ):
        raise NotDraft(_("Locked: the unit above returned other places only."))
    return report


def _examine(section: Section, name: str, file: IO[bytes]) -> tuple[str, int]:
    """Return a file's kind and size, where the section takes such a one."""
    if section.asks_files == Asks.NONE:
        raise FileNotTaken(_("This section asks for no files."))
    kinds = {each: FileKind(each).label for each in section.file_kinds}
    try:
        return filing.examine(name, file, kinds=kinds, megabytes=section.most_megabytes)
    except filing.NotKept as refusal:
        raise FileNotTaken(str(refusal)) from refusal
