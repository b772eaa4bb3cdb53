"""Taking reports of past periods in, as a list of them brings: begun, filled in and handed in at one stroke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow, row
from nhip.work.duties.models import Obligation

from ..models import Revision
from .drafts import Opening, Writing, open_reports, write_drafts
from .handing_in import HandIn, submit_reports
from .merging import Saved
from .refusals import Refused
from .waves import Wave, waves


@dataclass(frozen=True)
class FilledReport:
    """A report as it came in: its cells (as typed, nothing to report) by row, its remarks by section."""

    obligation: Obligation
    figures: Mapping[int, tuple[str, bool]]
    by: User
    at: datetime
    narratives: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def take_in_reports(rows: Sequence[FilledReport], *, at: datetime) -> list[Revision]:
    """Begin reports, fill them in and hand them in, each by whom and when its row says.

    Each row means what `open_report`, `save_draft` and `submit_report` mean one after the other, and
    leaves the same behind, told to nobody where it is older than the day of `at`. Written table by
    table. Raises WrongRow with what these raise, or Refused where a cell cannot be kept.
    """
    made: dict[int, Revision] = {}
    for wave in waves(rows, [each.obligation.unit_id for each in rows]):
        made |= _take_in(wave, at)
    return [made[index] for index in range(len(rows))]


def _take_in(wave: Wave[FilledReport], at: datetime) -> dict[int, Revision]:
    """Take reports of as many units in; a row is named by its place in the whole list."""
    places = list(wave)
    try:
        reports = open_reports(
            [Opening(each.obligation, each.by, each.at) for each in wave.values()]
        )
        drafts = list(zip(reports, wave.values(), strict=True))
        saved = write_drafts(
            [
                Writing(report, each.figures, each.narratives, each.by, each.at)
                for report, each in drafts
            ]
        )
        for place, became in enumerate(saved):
            with row(place):
                _must_be_whole(became)
        made = submit_reports([HandIn(report, each.by, each.at) for report, each in drafts], at=at)
    except WrongRow as wrong:
        raise WrongRow(places[wrong.index], wrong.why) from wrong.why
    return dict(zip(places, made, strict=True))


def _must_be_whole(saved: Saved) -> None:
    """Refuse what a save could not keep."""
    if not saved.is_whole:
        why = [*saved.refused.values(), *saved.refused_texts.values()]
        raise Refused(why[0] if why else _("Somebody else wrote in the same place meanwhile."))
