"""What striking, restoring and correcting a record ask, and the sentence each leaves beside figures."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold, nfc
from nhip.organisation.journal.rules import FieldRefused, NoReason, Refused


class AlreadyStruck(Refused):
    """The record was struck before."""


class NotStruck(Refused):
    """The record stands: there is nothing to restore."""


class NothingChanged(Refused):
    """A correction says what the record says already."""


class WrongField(FieldRefused):
    """What a field cannot hold, told with its name."""

    def __init__(self, field: str, called: str, wrong: ValidationError) -> None:
        super().__init__([f"{capfirst(called)}: {words}" for words in wrong.messages], field)


class KindTaken(FieldRefused):
    """Another kind of record has this name, however it is spelt."""

    field = "name"


class NoName(FieldRefused):
    """A name without a letter or digit, of which no code can be made."""

    field = "name"


class SpanBackwards(Refused):
    """A span would end before it begins."""


class ComesLater(FieldRefused):
    """A day has not come yet, or lies before what it follows; raised with the day's field."""


class FileNotTaken(Refused):
    """A file may not be kept beside the record; the message says why and what to do."""


def refuse_ahead(day: date, today: date, field: str) -> None:
    """Raise ComesLater, at its field, for a day that lies after today."""
    if day > today:
        raise ComesLater(_("This day has not come yet. Write today or an earlier day."), field)


def refuse_struck(is_struck: bool) -> None:
    """Raise AlreadyStruck for what was struck."""
    if is_struck:
        raise AlreadyStruck(_("This record has already been struck. Restore it first."))


def refuse_standing(is_struck: bool) -> None:
    """Raise NotStruck for what stands."""
    if not is_struck:
        raise NotStruck(_("This record is not struck."))


def reason_to_strike(is_struck: bool, reason: str) -> str:
    """Return the reason as it will be kept. Raises AlreadyStruck or NoReason."""
    refuse_struck(is_struck)
    return _kept(reason, _("Write why it is struck: the reason stays beside the record."))


def reason_to_restore(is_struck: bool, reason: str) -> str:
    """Return the reason as it will be kept. Raises NotStruck or NoReason."""
    refuse_standing(is_struck)
    return _kept(reason, _("Write why it is restored: the reason stays beside the record."))


def reason_to_correct(is_struck: bool, reason: str) -> str:
    """Return the reason as it will be kept. Raises AlreadyStruck or NoReason."""
    refuse_struck(is_struck)
    return _kept(reason, _("Write why it is corrected: the reason stays beside the record."))


def _kept(reason: str, wanted: str) -> str:
    if not (kept := reason.strip()):
        raise NoReason(wanted)
    return kept


def cause_of(what: str, reason: str) -> str:
    """Return the sentence an editor reads beside a figure that a struck record changed."""
    return _sentence(_("%(what)s was struck: %(reason)s."), what, reason)


def cause_of_restoring(what: str, reason: str) -> str:
    """Return the sentence an editor reads beside a figure that a restored record changed."""
    return _sentence(_("%(what)s was restored: %(reason)s."), what, reason)


def cause_of_correcting(what: str, reason: str) -> str:
    """Return the sentence an editor reads beside a figure that a corrected record changed."""
    return _sentence(_("%(what)s was corrected: %(reason)s."), what, reason)


def _sentence(words: str, what: str, reason: str) -> str:
    return capfirst(words % {"what": what, "reason": reason.rstrip(".")})


def kind_name(name: str, others: Iterable[str]) -> str:
    """Return the name of a kind as it is kept: composed letters, single spaces.

    Raises NoName, or KindTaken where one of the others is called so, blind to marks and case.
    """
    kept = " ".join(nfc(name).split())
    if not _stem(kept):
        raise NoName(_("Write a name with letters or digits."))
    if fold(kept) in {fold(other) for other in others}:
        raise KindTaken(_("There is a kind of this name already."))
    return kept


def kind_code(name: str, taken: Collection[str], length: int) -> str:
    """Return a code for a new kind: "quy-che" of "Quy chế", numbered where it is taken."""
    stem = _stem(name)
    code, number = stem[:length].rstrip("-"), 1
    while code in taken:
        number += 1
        end = f"-{number}"
        code = stem[: length - len(end)].rstrip("-") + end
    return code


def _stem(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")
