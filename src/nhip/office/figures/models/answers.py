"""What a writer said a number of a text is, where no figure stands in its stored words."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import NumberKind
from ..rules.prose import SaidNumber
from .pins import Pin


class NumberAnswers(models.QuerySet["NumberAnswer"]):
    """Usage: `NumberAnswer.objects.held_by("news.article", page.pk).said()`."""

    def held_by(self, holder: str, holder_id: int) -> Self:
        """Keep the answers of one text."""
        return self.filter(holder=holder, holder_id=holder_id)

    def said(self) -> dict[tuple[str, str, int], SaidNumber]:
        """Return what they say, by what finds the number again."""
        return {each.key: each.said for each in self}


class NumberAnswer(models.Model):
    """What one number of a text is: a figure of its own (`pin`), one with a source in words, or none.

    A number is found by its passage, the words around it ("mở # lớp cho"), and which it is of those these
    fit; `words` is how it was written when somebody answered.
    """

    holder = models.CharField(_("kind of text"), max_length=40)
    holder_id = models.BigIntegerField(_("text"))
    passage = models.CharField(_("passage"), max_length=80)
    around = models.CharField(_("words around"), max_length=255)
    nth = models.PositiveSmallIntegerField(_("which of those"), default=0)
    words = models.CharField(_("number as written"), max_length=120)
    kind = models.CharField(_("what it is"), max_length=8, choices=NumberKind.choices)
    pin = models.ForeignKey(Pin, models.PROTECT, null=True, blank=True, related_name="answers")
    format = models.CharField(_("format"), max_length=16, blank=True)
    source = models.CharField(_("source in words"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )

    objects = NumberAnswers.as_manager()

    class Meta:
        verbose_name = _("answer about a number")
        verbose_name_plural = _("answers about numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "holder_id", "passage", "around", "nth"],
                name="one_answer_a_number",
            ),
            models.CheckConstraint(
                condition=Q(kind=NumberKind.FIGURE, pin__isnull=False)
                | ~Q(kind=NumberKind.FIGURE) & Q(pin=None),
                name="answer_with_its_pin",
            ),
            models.CheckConstraint(
                condition=~Q(kind=NumberKind.SOURCED) | ~Q(source=""), name="source_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.around}: {self.get_kind_display()}"

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what finds the number again."""
        return self.passage, self.around, self.nth

    @property
    def said(self) -> SaidNumber:
        """Return the answer as the rules of prose take it."""
        return SaidNumber(NumberKind(self.kind), self.words, self.pin_id, self.format, self.source)
