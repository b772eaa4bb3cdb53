"""Reading the journal, and proving that nobody changed it."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User

from ..models import Entry
from ..registry import names_of
from ..rules import digest_of, seal_of, state_digest


@dataclass(frozen=True)
class StoryLine:
    """One entry with its words, as a record's history tells it; `said` is empty when nothing was said."""

    verb: str
    at: datetime
    by_id: int | None
    said: dict[str, Any]


@dataclass
class ChainVerdict:
    """What a reading of the whole chain found. `head` is worth writing down elsewhere."""

    unsealed: int
    sealed: int = 0
    head: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Return whether every sealed row is as it was sealed."""
        return not self.problems


def history(about: models.Model) -> list[StoryLine]:
    """Return everything done about a record, oldest first."""
    entries = Entry.objects.filter(
        about__in=names_of(about), about_id=str(about.pk)
    ).select_related("detail")
    return [
        StoryLine(entry.verb, entry.at, entry.by_id, _said(entry)[0])
        for entry in entries.order_by("at", "pk")
    ]


def is_own(user: User, about: models.Model, *verbs: str) -> bool:
    """Return whether this person did what was done last about a record, of these verbs or of any.

    Whoever is told that it was done meanwhile reads then that they did it themselves, in another window.
    """
    done = Entry.objects.filter(about__in=names_of(about), about_id=str(about.pk))
    last = (done.filter(verb__in=verbs) if verbs else done).order_by("pk").last()
    return last is not None and last.by_id == user.pk


def verify() -> ChainVerdict:
    """Read the chain from its first row and name every row altered, missing or out of order."""
    verdict = ChainVerdict(unsealed=Entry.objects.filter(sequence=None).count())
    expected = 1
    rows = Entry.objects.exclude(sequence=None).select_related("detail").order_by("sequence")
    for row in rows.iterator(chunk_size=2000):
        verdict.problems += _problems(row, verdict.head, expected)
        verdict.sealed += 1
        verdict.head = row.seal
        expected = (row.sequence or 0) + 1
    return verdict


def _problems(row: Entry, previous: str, sequence: int) -> list[str]:
    named = {"sequence": row.sequence, "id": row.pk}
    found = []
    if row.sequence != sequence:
        found.append(_("Missing: the rows before %(sequence)d (entry %(id)d).") % named)
    elif row.previous != previous:
        found.append(_("Out of order: row %(sequence)d (entry %(id)d).") % named)
    if row.seal != seal_of(row.sealed_fields(), row.previous):
        found.append(_("Altered: row %(sequence)d (entry %(id)d).") % named)
    said, salt = _said(row)
    if not said and row.digest:
        found.append(_("Words gone: row %(sequence)d (entry %(id)d).") % named)
    if said and not hmac.compare_digest(row.digest, digest_of(said, salt, settings.JOURNAL_KEY)):
        found.append(_("Altered words: row %(sequence)d (entry %(id)d).") % named)
    return found


def _said(entry: Entry) -> tuple[dict[str, Any], str]:
    try:
        return entry.detail.said, entry.detail.salt
    except ObjectDoesNotExist:
        return {}, ""


def state_of(record: models.Model) -> str:
    """Return a digest of everything a record says now."""
    fields = [*record._meta.concrete_fields, *record._meta.many_to_many]
    return state_digest({field.attname: field.value_from_object(record) for field in fields})
