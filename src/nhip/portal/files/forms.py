"""What a file passes before it is kept."""

from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from nhip.kit.guard.filing import NotKept, examine
from nhip.kit.guard.forms import GuardedForm, refuse_marked

from .choices import FileUse
from .rules import HEAD, LIMITS, MEGABYTE, PAPERS, USES, plays_as, suffix_of


class StoredFileForm(GuardedForm, BaseDocumentForm):
    """Takes a file for what its content is, whatever its name says, and of its kind's size at most."""

    def clean_file(self) -> Any:
        """Refuse what is no paper, video, sound or captions; say at the field what is taken."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        use = USES.get(suffix_of(file.name))
        if use == FileUse.PAPER:
            _look_at_paper(file)
        elif use is None or not plays_as(suffix_of(file.name), _head(file)):
            raise ValidationError(_not_taken())
        elif file.size > LIMITS[use] * MEGABYTE:
            words = _("The file is larger than %(n)d MB. Make it smaller or split it.")
            raise ValidationError(words % {"n": LIMITS[use]})
        elif use == FileUse.CAPTIONS:
            file.seek(0)
            refuse_marked(file.read().decode(errors="replace"))
            file.seek(0)
        return file


def _look_at_paper(file: Any) -> None:
    try:
        examine(file.name, cast(IO[bytes], file), kinds=PAPERS, megabytes=LIMITS[FileUse.PAPER])
    except NotKept as refused:
        raise ValidationError(str(refused)) from refused
    file.seek(0)


def _head(file: Any) -> bytes:
    file.seek(0)
    head: bytes = file.read(HEAD)
    file.seek(0)
    return head


def _not_taken() -> str:
    return _(
        "Only these are taken here, and what is inside must be what the name says: %(kinds)s."
    ) % {"kinds": ", ".join(USES)}
