"""What is told of this year: a quarter that was looked back on, a month that waits to be, articles begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from wagtail.images.models import Image

from nhip.office.figures.choices import Format
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Organ
from nhip.portal.news.actions import NewArticle, take_in_articles
from nhip.portal.news.models import ArticlePage, SectionPage
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
from .regimes import MONTH, QUARTER, DemoRegime

HELD_AFTER = timedelta(days=3)  # after the deadline: everybody's report is accepted by then
PLACE = "Phòng họp số 2"


def build_conferences(
    organ: Organ, settled: Settled, users: Mapping[str, User], now: datetime
) -> list[Review]:
    """Look back on the quarter and have it approved; prepare the same for the month, today."""
    quarter, month = settled.quarter, settled.month
    held = _afternoon(quarter[0].due_on + HELD_AFTER)
    reviews = [
        _prepare(organ, quarter, QUARTER, held, by=users["kehoach"], at=held - timedelta(hours=5)),
        _prepare(
            organ,
            month,
            MONTH,
            _afternoon(today(now) + timedelta(days=2)),
            by=users["kehoach"],
            at=_afternoon(today(now) - timedelta(days=1)),
        ),
    ]
    approve_review(reviews[0], by=users["thutruong"], at=held)
    return reviews


def _prepare(
    organ: Organ,
    owed: list[Obligation],
    duty: DemoRegime,
    held_at: datetime,
    *,
    by: User,
    at: datetime,
) -> Review:
    """Enter a conference with one review of one period, by what that period's reports say."""
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


def build_articles(
    sections: Mapping[str, SectionPage],
    quarter: Review,
    users: Mapping[str, User],
    now: datetime,
) -> list[ArticlePage]:
    """Tell the public what the quarter came to; leave two drafts nobody sees yet."""
    told = quarter.conference.held_at + timedelta(hours=2)
    drafted = _afternoon(today(now) - timedelta(days=1))
    image = Image.objects.get(title="Ảnh minh họa: hoi-truong")
    gallery = [{"image": image, "caption": words.MEETING.caption, "alt": words.MEETING.alt}]
    keys = [key for keys in QUARTER.outline.values() for key in keys]
    figures = {key: (quarter.reference(key), Format.PLAIN.value) for key in keys}
    story = NewArticle(
        sections["tin-tuc"],
        words.QUARTER_TITLE,
        words.QUARTER_LEAD,
        [(words.PARAGRAPH, f"<p>{words.QUARTER_TEXT}</p>"), (words.GALLERY, gallery)],
        byline=words.BYLINE,
        figures=figures,
        numbers=words.NO_FIGURES,
        is_sample=True,
        shown_at=told,
        published_by=users["xuatban"],
        at=told,
    )
    drafts = [
        NewArticle(
            sections[draft.section],
            draft.title,
            draft.lead,
            [(words.PARAGRAPH, f"<p>{draft.text}</p>")],
            byline=words.BYLINE,
            numbers=words.NO_FIGURES,
            is_sample=True,
            at=drafted,
        )
        for draft in words.DRAFTS
    ]
    return take_in_articles([story, *drafts], by=users["bientap"], at=told)


def _afternoon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(14)))
