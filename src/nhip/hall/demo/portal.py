"""The demonstration's public site: sections, the article that re-tells the page, a few more, panels."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images.models import Filter, Image, Rendition

from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.models import User
from nhip.portal.delivery.models import ViewDay
from nhip.portal.news.actions import create_draft, publish_article, set_up_site
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.panels.actions import rank_pages
from nhip.work.reviews.models import Review

from . import words

PICTURES = Path(__file__).parent / "pictures"


def build_site() -> dict[str, SectionPage]:
    """Make the home page, the sections and the site's settings; return the sections by slug."""
    set_up_site(
        name="Quân khu 4",
        tagline="Trang thông tin, chạy trên Nhịp",
        sections=[(slug, title, intro) for slug, (title, intro) in words.SECTIONS.items()],
        is_sample=True,
    )
    return {section.slug: section for section in SectionPage.objects.all()}


def build_pictures() -> dict[str, Image]:
    """Take the pictures into the library."""
    images = {}
    for path in sorted(PICTURES.glob("*.webp")):
        with path.open("rb") as file:
            images[path.stem] = Image.objects.create(
                title=f"Ảnh minh họa: {path.stem}", file=ImageFile(file, name=path.name)
            )
        _take_made(images[path.stem], path.stem)
    return images


def _take_made(image: Image, name: str) -> None:
    """Take along what the worker would make of a picture (`ban-hop.480x285.avif`): seconds of encoding.

    Copied from `media/images/` once it was made there; JPEG is made quickly and not kept here.
    """
    for path in sorted((PICTURES / "made").glob(f"{name}.*")):
        size, format = (part[1:] for part in path.suffixes)
        made = Filter(f"fill-{size}|format-{format}")
        with path.open("rb") as file:
            Rendition.objects.create(
                image=image,
                filter_spec=made.spec,
                focal_point_key=made.get_cache_key(image),
                file=ImageFile(file, name=path.name),
            )


def build_article(
    sections: dict[str, SectionPage], review: Review, *, editor: User, publisher: User, at: datetime
) -> ArticlePage:
    """Write the article with the nine figures as pins, and publish it as the publishing editor does."""
    images = build_pictures()
    body = [_part(kind, value, images) for kind, value in words.BODY]
    unit_id = review.conference.organ.unit_id
    page = create_draft(
        sections["hoi-nghi"],
        title=words.TITLE,
        lead=words.LEAD,
        kicker=words.KICKER,
        body=body,
        byline=words.BYLINE,
        sources=words.SOURCES,
        figures={
            key: (
                Reference(key, unit_id, review.start_on, review.end_on, review.basis),
                format.value,
            )
            for key, format in words.NINE.items()
        },
        is_sample=True,
        shown_at=at,
        by=editor,
        at=at,
    )
    return publish_article(page, by=publisher, at=at)


def _part(
    kind: str, value: str | list[words.Photo], images: dict[str, Image]
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
    stories = []
    for story in words.STORIES:
        moment = at - timedelta(days=story.days_before)
        page = create_draft(
            sections[story.section],
            title=story.title,
            lead=story.lead,
            body=[(words.PARAGRAPH, f"<p>{story.text}</p>")],
            byline=words.BYLINE,
            is_sample=True,
            shown_at=moment,
            by=editor,
            at=moment,
        )
        stories.append(publish_article(page, by=publisher, at=moment))
    return stories


def build_views(pages: list[ArticlePage], at: datetime) -> None:
    """Open the pages for a week, so that "most viewed" has an order."""
    ViewDay.objects.bulk_create(
        ViewDay(
            page_id=page.pk, day=(at - timedelta(days=back)).date(), views=60 - 9 * place - back
        )
        for place, page in enumerate(pages)
        for back in range(7)
    )
    rank_pages(at)
