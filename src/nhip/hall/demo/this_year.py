"""What is told of this year: a quarter that was looked back on, a month that waits to be, articles begun."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.office.figures.choices import Format
from nhip.organisation.periods.rules import today
from nhip.organisation.units.choices import OrganKind
from nhip.portal.news.actions import NewArticle, take_in_articles
from nhip.portal.news.models import ArticlePage
from nhip.work.duties.models import Obligation
from nhip.work.reviews.actions import (
    LooksBack,
    approve_review,
    hold_conference,
    set_figures,
    take_in_reviews,
)
from nhip.work.reviews.models import Review
from nhip.work.reviews.rules import FigureAsked

from . import words
from .answers import Settled
from .regimes import MONTH, QUARTER, DemoRegime, Office

HELD_AFTER = timedelta(days=3)  # after the deadline: everybody's report is accepted by then
PLACE = "Phòng họp số 2"


def build_conferences(office: Office, settled: Settled) -> list[Review]:
    """Look back on the quarter and have it approved; prepare the same for the month, since yesterday."""
    held = _afternoon(settled.quarter[0].due_on + HELD_AFTER)
    quarter = _prepare(office, settled.quarter, QUARTER, held, at=held - timedelta(hours=5))
    soon = _afternoon(today(office.now) + timedelta(days=2))
    month = _prepare(office, settled.month, MONTH, soon, at=_afternoon(office.yesterday))
    approve_review(quarter, by=office.users["thutruong"], at=held)
    return [quarter, month]


def _prepare(
    office: Office, owed: list[Obligation], duty: DemoRegime, held_at: datetime, *, at: datetime
) -> Review:
    """Enter a conference with one review of one period, by what that period's reports say."""
    organ, by = office.organs[OrganKind.COMMAND.value], office.planner
    period = owed[0].period
    title = f"Hội nghị giao ban {period.label[0].lower()}{period.label[1:]}"
    conference = hold_conference(
        organ, title=title, held_at=held_at, place=PLACE, by=by, at=at, is_sample=True
    )
    window = LooksBack(conference, period.label, period.span)
    [review] = take_in_reviews([window], by=by, at=at)
    asked = [FigureAsked(key) for keys in duty.outline.values() for key in keys]
    set_figures(review, asked, by=by, at=at)
    return review


def build_articles(office: Office, quarter: Review) -> list[ArticlePage]:
    """Tell the public what the quarter came to; leave two drafts nobody sees yet."""
    told = quarter.conference.held_at + timedelta(hours=2)
    photo = {"image": office.images[words.MEETING.file], "caption": words.MEETING.caption}
    gallery = [photo | {"alt": words.MEETING.alt}]
    keys = [key for keys in QUARTER.outline.values() for key in keys]
    figures = {key: (quarter.reference(key), Format.PLAIN.value) for key in keys}
    story = NewArticle(
        office.sections["tin-tuc"],
        words.QUARTER_TITLE,
        words.QUARTER_LEAD,
        [(words.PARAGRAPH, f"<p>{words.QUARTER_TEXT}</p>"), (words.GALLERY, gallery)],
        byline=words.BYLINE,
        figures=figures,
        numbers=words.NO_FIGURES,
        is_sample=True,
        shown_at=told,
        published_by=office.users["xuatban"],
        is_open_seen=True,
        at=told,
    )
    drafts = [
        NewArticle(
            office.sections[draft.section],
            draft.title,
            draft.lead,
            [(words.PARAGRAPH, f"<p>{draft.text}</p>")],
            byline=words.BYLINE,
            numbers=words.NO_FIGURES,
            is_sample=True,
            at=_afternoon(office.yesterday),
        )
        for draft in words.DRAFTS
    ]
    return take_in_articles([story, *drafts], by=office.users["bientap"], at=told)


def _afternoon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(14)))
