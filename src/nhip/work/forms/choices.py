from django.db import models
from django.utils.translation import gettext_lazy as _


class Asks(models.TextChoices):
    """Whether a section asks for files."""

    NONE = "none", _("no files")
    MAY = "may", _("files may be attached")
    MUST = "must", _("at least one file")


class FileKind(models.TextChoices):
    """A kind of file one may attach; its value is what it is called by and what it must be inside."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word (docx)")
    XLSX = "xlsx", _("Excel (xlsx)")
    JPG = "jpg", _("picture (jpg)")
    PNG = "png", _("picture (png)")


class Check(models.TextChoices):
    """A rule across the cells of a form."""

    NOT_ABOVE = "not_above", _("not above another row")
    SUM_OF = "sum_of", _("the sum of its breakdown")
    SUM_ROWS = "sum_rows", _("the sum of other rows")
    RANGE = "range", _("between two figures")
    CHANGE = "change", _("near the previous period's figure")


class Severity(models.TextChoices):
    """Whether a broken check stops the hand-in."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


class SectionProgress(models.TextChoices):
    """How far one section of a draft has come."""

    UNTOUCHED = "untouched", _("not begun")
    BEGUN = "begun", _("something is missing")
    WRONG = "wrong", _("has errors")
    COMPLETE = "complete", _("complete")

    @property
    def mark(self) -> str:
        """Return the name of the beat that draws it."""
        return {"untouched": "wait", "begun": "open", "wrong": "late", "complete": "done"}[self]
