"""The demonstration's public site: sections, the article that re-tells the page, a few more, panels."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.models import User
from nhip.portal.delivery.actions import take_in_views
from nhip.portal.news.actions import (
    NewArticle,
    publish_article,
    set_up_site,
    show_figures,
    take_in_articles,
)
from nhip.portal.news.models import HOLDER, ArticlePage, SectionPage
from nhip.portal.newsroom.actions import hand_in_article, return_article
from nhip.portal.panels.actions import rank_pages
from nhip.portal.pictures.actions import NewPicture, ready_picture, take_in_pictures
from nhip.portal.pictures.models import Picture
from nhip.work.reviews.models import Review

from . import words
from .regimes import Office

PICTURES = Path(__file__).parent / "pictures"


def build_site(*, by: User, at: datetime) -> dict[str, SectionPage]:
    """Make the home page, the sections and the site's settings; return the sections by slug."""
    set_up_site(
        name="Quân khu 4",
        tagline="Trang thông tin, chạy trên Nhịp",
        sections=[(slug, title, intro) for slug, (title, intro) in words.SECTIONS.items()],
        is_sample=True,
        by=by,
        at=at,
    )
    return {section.slug: section for section in SectionPage.objects.all()}


def build_pictures(*, by: User, at: datetime) -> dict[str, Picture]:
    """Take the pictures into the library, with what the worker would make of them.

    AVIF and WebP take seconds of encoding; JPEG is made quickly and not kept here.
    """
    paths = sorted(PICTURES.glob("*.webp"))
    rows = [
        NewPicture(f"Ảnh minh họa: {path.stem}", path.name, path.read_bytes(), _made(path.stem))
        for path in paths
    ]
    images = [ready_picture(image, at=at) for image in take_in_pictures(rows, by=by, at=at)]
    return {path.stem: image for path, image in zip(paths, images, strict=True)}


def _made(name: str) -> dict[str, tuple[str, bytes]]:
    """Return what was copied from `media/images/` once it was made there (`hoi-truong.480x285.avif`)."""
    made = {}
    for path in sorted((PICTURES / "made").glob(f"{name}.*")):
        size, format = (part[1:] for part in path.suffixes)
        width = size.partition("x")[0]  # cut or whole: all of them have the shape of a list's
        for spec in (f"fill-{size}", f"width-{width}"):
            made[f"{spec}|format-{format}"] = (path.name, path.read_bytes())
    return made


def build_article(
    office: Office, review: Review, *, editor: User, publisher: User, at: datetime
) -> ArticlePage:
    """Write the article with the nine figures as pins, and publish it as the publishing editor does."""
    unit_id = review.conference.organ.unit_id
    new = NewArticle(
        office.sections["hoi-nghi"],
        words.TITLE,
        words.LEAD,
        [_part(kind, value, office.images) for kind, value in words.BODY],
        kicker=words.KICKER,
        byline=words.BYLINE,
        sources=words.SOURCES,
        figures={
            key: (
                Reference(key, unit_id, review.start_on, review.end_on, review.basis),
                format.value,
            )
            for key, format in words.NINE.items()
        },
        numbers=words.NO_FIGURES,
        is_sample=True,
        shown_at=at,
        published_by=publisher,
        is_open_seen=True,
        is_partial_seen=True,
    )
    page = take_in_articles([new], by=editor, at=at)[0]
    pins = {pin.key: pin for pin in Pin.objects.held_by(HOLDER, page.pk)}
    show_figures([pins[key] for key in words.FOUR], by=publisher, at=at)
    return page


def _part(
    kind: str, value: str | list[words.Photo], images: dict[str, Picture]
) -> tuple[str, str | list[dict[str, Any]]]:
    if isinstance(value, str):
        return kind, f"<p>{value}</p>" if kind == words.PARAGRAPH else value
    return kind, [
        {"image": images[photo.file], "caption": photo.caption, "alt": photo.alt} for photo in value
    ]


def build_stories(
    sections: dict[str, SectionPage], *, editor: User, publisher: User, at: datetime
) -> list[ArticlePage]:
    """Publish the further sample articles."""
    rows = [
        NewArticle(
            sections[story.section],
            story.title,
            story.lead,
            [(words.PARAGRAPH, f"<p>{story.text}</p>")],
            byline="" if story.author else words.BYLINE,
            filed=story.filed,
            numbers=words.NO_FIGURES,
            is_sample=True,
            shown_at=at - timedelta(days=story.days_before),
            published_by=publisher,
            is_open_seen=True,
            at=at - timedelta(days=story.days_before),
        )
        for story in words.STORIES
    ]
    return take_in_articles(rows, by=editor, at=at)


def build_newsroom(
    sections: dict[str, SectionPage], *, editor: User, publisher: User, at: datetime
) -> None:
    """Leave articles on their way: one waits for its publisher, one came back, one goes out in two days."""
    rows = [
        NewArticle(
            sections[story.section],
            story.title,
            story.lead,
            [(words.PARAGRAPH, f"<p>{story.text}</p>")],
            byline=words.BYLINE,
            is_sample=True,
            shown_at=at + timedelta(days=2) if story is words.ON_THEIR_WAY[-1] else None,
            at=at - timedelta(hours=6),
        )
        for story in words.ON_THEIR_WAY
    ]
    waits, comes_back, goes_out = take_in_articles(rows, by=editor, at=at)
    for place, page in enumerate((goes_out, comes_back, waits)):
        hand_in_article(page, by=editor, at=at - timedelta(hours=5 - place))
    text = next(each.name for each in comes_back.passages() if each.is_html)
    return_article(
        comes_back, reason=words.RETURNED_FOR, place=text, by=publisher, at=at - timedelta(hours=1)
    )
    publish_article(goes_out, is_open_seen=True, by=publisher, at=at - timedelta(hours=1))


def build_views(pages: list[ArticlePage], at: datetime) -> None:
    """Open the pages for a week, so that "most viewed" has an order."""
    take_in_views(
        {
            (page.pk, (at - timedelta(days=back)).date()): 60 - 9 * place - back
            for place, page in enumerate(pages)
            for back in range(7)
        }
    )
    rank_pages(at)
