"""The archive: which months have articles, and those of one month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from nhip.portal.delivery.notes import note

from ..models import ArticlePage
from .public import LISTED, articles


@dataclass(frozen=True)
class ArchiveYear:
    """A year of the archive: its months, the latest first, each with how many articles it has."""

    year: int
    months: list[tuple[date, int]]


def archive() -> list[ArchiveYear]:
    """Return the months in which something public is dated, by years, the latest first."""
    note("list:latest")
    years: dict[int, list[tuple[date, int]]] = {}
    for month, number in months():
        years.setdefault(month.year, []).append((month, number))
    return [ArchiveYear(year, its) for year, its in years.items()]


def archive_pages() -> Iterable[str]:
    """Return the addresses of the archive, for the site as files."""
    listed = [reverse("news:month", args=[month.year, month.month]) for month, _number in months()]
    return [reverse("news:archive"), *listed]


def dated_in(month: date, number: str | None) -> PageOfList[ArticlePage]:
    """Return one page of the articles of the month this first day begins."""
    note(f"month:{month:%Y-%m}")
    start, end = (timezone.make_aware(datetime(day.year, day.month, 1)) for day in _span(month))  # noqa: DTZ001
    return Paginator(articles().filter(shown_at__gte=start, shown_at__lt=end), LISTED).get_page(
        number
    )


def _span(month: date) -> tuple[date, date]:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return month, following


def months(year: int | None = None) -> list[tuple[date, int]]:
    """Return the first days of months with articles, of a year or all, the latest first, with their numbers."""
    dated = ArticlePage.objects.live().exclude(shown_at=None)
    rows = (
        (dated.filter(shown_at__year=year) if year else dated)
        .annotate(month=TruncMonth("shown_at"))
        .order_by("-month")
        .values_list("month")
        .annotate(Count("pk"))
    )
    return [(moment.date(), number) for moment, number in rows]
