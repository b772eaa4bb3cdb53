"""What stands on a desk, and on the editors' one, read from both wings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nhip.office.figures import queries as figures
from nhip.office.figures.queries import ChangedNote
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit, unit_ids
from nhip.organisation.periods.rules import today
from nhip.portal.news.access import may_edit
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.queries import kept_articles, open_numbers
from nhip.work.duties.access import checks_anywhere, may_regulate
from nhip.work.duties.choices import ObligationState
from nhip.work.duties.models import TimeRequest
from nhip.work.duties.queries import (
    AskedQuestion,
    Duty,
    HeatMap,
    Reminders,
    heat_maps,
    late_below,
    questions,
    reminders,
    time_requests_for,
    years_without_holidays,
)
from nhip.work.reports import queries as reports
from nhip.work.reports.access import fills_anywhere
from nhip.work.reports.queries import Arrival, Presented

from ..access import inspects, minds_the_calendar
from .brief import BriefLine, drafts, reviews_to_approve
from .waiting import for_administrators, nobody_looks, to_send


@dataclass(frozen=True)
class Desk:
    """What waits for one person, and how the units below stand."""

    owed: list[Duty]
    to_sign: list[Presented]
    to_check: list[Arrival]
    time_requests: list[TimeRequest]
    late: list[Duty]
    reminders: Reminders
    questions: list[AskedQuestion]
    changed: list[ChangedNote]
    reviews: list[BriefLine]
    drafts: list[BriefLine]
    to_send: list[BriefLine]
    nobody_looks: list[BriefLine]
    keeping: list[BriefLine]
    heat_maps: list[HeatMap]
    fills: bool
    checks: bool
    asks: bool
    edits: bool
    bare_years: list[int]
    used_again: int
    inspects: bool
    states: type[ObligationState] = ObligationState

    @property
    def has_work(self) -> bool:
        """Tell whether anything waits for this person."""
        return any(
            (
                self.bare_years,
                self.changed,
                self.owed,
                self.to_sign,
                self.to_check,
                self.late,
                self.to_send,
                self.nobody_looks,
                self.keeping,
                self.time_requests,
                self.questions,
                self.reviews,
                self.drafts,
            )
        )


def desk(user: User, at: datetime) -> Desk:
    """Return a person's desk; the number of queries does not grow with the units."""
    unit = home_unit(user, today(at))
    return Desk(
        owed=reports.owed_by(user, at),
        to_sign=reports.to_sign(user, at),
        to_check=reports.to_check(user, at),
        time_requests=time_requests_for(user, at),
        late=late_below(user, at),
        reminders=reminders(user, at),
        questions=questions(user, at),
        changed=figures.changed(user),
        reviews=list(reviews_to_approve(user, today(at))),
        drafts=list(drafts()) if may_edit(user) else [],
        to_send=to_send(user, at),
        nobody_looks=nobody_looks(user, at),
        keeping=for_administrators(user, at),
        heat_maps=[map for map in heat_maps(user, unit, at) if map.has_begun] if unit else [],
        fills=fills_anywhere(user),
        checks=checks_anywhere(user),
        asks=may_regulate(user),
        edits=may_edit(user),
        bare_years=years_without_holidays(at) if minds_the_calendar(user) else [],
        used_again=reports.figures_used_again(unit_ids(user, "reports.see", today(at))),
        inspects=inspects(user),
    )


@dataclass(frozen=True)
class DeskArticle:
    """An article on the editors' desk: how many of its figures wait for a decision.

    `asked` are the numbers of its public text that nobody has answered.
    """

    page: ArticlePage
    waiting: int
    asked: int


def manuscripts(user: User, at: datetime) -> list[DeskArticle]:
    """Return the articles, the latest touched first."""
    waiting: dict[str, int] = {}
    for note in figures.changed(user):
        waiting[note.held.title] = waiting.get(note.held.title, 0) + len(note.items)
    pages = list(kept_articles().order_by("-latest_revision_created_at", "-pk")[:100])
    asked = open_numbers(page for page in pages if page.live)
    return [
        DeskArticle(page, waiting.get(page.title, 0), len(asked.get(page.pk, []))) for page in pages
    ]
