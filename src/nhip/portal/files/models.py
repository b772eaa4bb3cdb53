"""A file of the library."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from .choices import FileUse
from .rules import MEDIA_TYPES, PAPERS, USES, suffix_of


def kept_files() -> FileSystemStorage:
    """Return the folder files lie in: outside what the front hands out."""
    return FileSystemStorage(
        Path(settings.ATTACHMENTS_ROOT, "portal"),
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )


class StoredFile(AbstractDocument):
    """A paper, a video, a sound or captions; what it is was looked at when it was taken."""

    file = models.FileField(_("file"), upload_to="", storage=kept_files)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def suffix(self) -> str:
        return suffix_of(self.filename)

    @property
    def use(self) -> FileUse | None:
        """Return what it is for."""
        return USES.get(self.suffix)

    @property
    def kind(self) -> str:
        """Return what people call a file of its kind."""
        return PAPERS.get(self.suffix, self.suffix.upper())

    @property
    def media_type(self) -> str:
        """Return what browsers are told that it is."""
        return MEDIA_TYPES.get(self.suffix, "application/octet-stream")
