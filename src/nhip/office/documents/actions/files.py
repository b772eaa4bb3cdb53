"""Files beside a paper: the signed page as scanned, the text as written."""

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

from ..access import check_correct
from ..models import Document, PaperFile

MOST_MEGABYTES = 20
MOST_FILES = 5


@transaction.atomic
def add_file(
    document: Document, name: str, file: IO[bytes], *, by: User, at: datetime
) -> PaperFile:
    """Keep a file beside a paper, under the digest of what it says.

    Raises FileNotTaken, AlreadyStruck or PermissionDenied.
    """
    document = _locked(document)
    check_correct(by, document)
    name = filing.clean_name(name)
    try:
        kind, size = filing.examine(name, file, kinds=filing.KINDS, megabytes=MOST_MEGABYTES)
    except filing.NotKept as refusal:
        raise FileNotTaken(str(refusal)) from refusal
    digest = filing.digest_of(file)
    there = document.files.all()
    if there.filter(digest=digest).exists():
        raise FileNotTaken(_("This very file is kept here already."))
    if there.count() >= MOST_FILES:
        words = _("A paper takes %(n)d files at most. Take one out first.")
        raise FileNotTaken(words % {"n": MOST_FILES})
    kept = PaperFile(
        document=document, name=name, kind=kind, size=size, digest=digest, added_by=by, added_at=at
    )
    filing.write_whole(file, kept.path)
    kept.save()
    _record("document.file_added", kept, by, at)
    return kept


@transaction.atomic
def take_file_out(kept: PaperFile, *, by: User, at: datetime) -> None:
    """Take a file away from its paper; its name and digest stay in the journal.

    Raises AlreadyStruck or PermissionDenied.
    """
    check_correct(by, _locked(kept.document))
    _record("document.file_taken_out", kept, by, at)
    path, digest = kept.path, kept.digest
    kept.delete()
    transaction.on_commit(lambda: _drop(path, digest))


def _locked(document: Document) -> Document:
    found = Document.objects.select_for_update(of=("self",))
    return found.select_related("organ__unit").get(pk=document.pk)


def _record(verb: str, kept: PaperFile, by: User, at: datetime) -> None:
    paper = kept.document
    said = {"reason": kept.name, "digest": kept.digest}
    record(verb, about=paper, by=by, at=at, unit=paper.organ.unit, said=said)


def _drop(path: Path, digest: str) -> None:
    if not PaperFile.objects.filter(digest=digest).exists():
        path.unlink(missing_ok=True)
