from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(models.TextChoices):
    """Which values count: what was handed in, or only what the level above accepted."""

    SUBMITTED = "submitted", _("handed in")
    ACCEPTED = "accepted", _("accepted")


class PinState(models.TextChoices):
    """How a pinned value stands to what its source says now."""

    FRESH = "fresh", _("agrees")
    CHANGED = "changed", pgettext_lazy("figure", "changed")
    BROKEN = "broken", _("source lost")


class Format(models.TextChoices):
    """How the value is written in prose."""

    PLAIN = "plain", _("1.200")
    TWO_DIGITS = "two_digits", _("05")
    OVER_HUNDRED = "over_hundred", _("over 1.200: rounded down to hundreds")


class PinVerdict(models.TextChoices):
    """What was decided about a cited value."""

    ACCEPTED = "accepted", _("accepted, with a correction")
    KEPT = "kept", _("kept, with a reason")
    LEFT = "left", _("out of the text")


class NumberKind(models.TextChoices):
    """What a writer says a number of a text is."""

    FIGURE = "figure", _("a figure of the records")
    LINE = "line", _("a line of the text's own table")
    SOURCED = "sourced", _("a figure with a source in words")
    NONE = "none", _("no figure")


class NumberState(models.TextChoices):
    """How a number of a text stands."""

    OPEN = "open", pgettext_lazy("number", "open")
    TYPED_OVER = "typed_over", _("other than its figure")
    LOST = "lost", _("source lost")
    BOUND = "bound", _("bound")
    SOURCED = "sourced", _("source in words")
    NO_FIGURE = "no_figure", _("no figure")
    NOT_ASKED = "not_asked", _("not asked")


class Hindrance(models.TextChoices):
    """Why a figure cannot be cited in public now, the nearest to it first."""

    OTHER_WORDS = "other_words", _("something else was told beside it when it was released")
    OTHER_VALUE = "other_value", _("another value is released")
    NOT_RELEASED = "not_released", _("not released yet")
    NOT_ACCEPTED = "not_accepted", _("not accepted yet")
    WITHHELD = "withheld", _("too few people: not published")
    NO_VALUE = "no_value", _("no value")
