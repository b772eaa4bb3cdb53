"""The conference with its two reviews, each with its own window."""

from __future__ import annotations

from datetime import date, datetime

from nhip.office.figures.choices import Format
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Organ
from nhip.work.reviews.models import Conference, Review, ReviewFigure

from .forms import OUTLINE
from .records import YEARS
from .words import NINE


def build_conference(organ: Organ, half_year: Period, at: datetime) -> list[Review]:
    """Make the conference: the first half of 2022, and five years of two regulations."""
    conference = Conference.objects.create(
        organ=organ,
        title="Hội nghị sơ kết ngày 28/7/2022",
        held_at=at,
        place="Hội trường Quân khu",
        is_sample=True,
    )
    half = Review.objects.create(
        conference=conference,
        number=1,
        title="Sáu tháng đầu năm 2022",
        start_on=half_year.start_on,
        end_on=half_year.end_on,
    )
    five_years = Review.objects.create(
        conference=conference,
        number=2,
        title="Năm năm thực hiện quy chế, quy định công tác kế hoạch tổng hợp (2017–2021)",
        start_on=date(YEARS.start, 1, 1),
        end_on=date(YEARS.stop, 1, 1),
    )
    asked = [row.key for section in OUTLINE for row in section.rows]
    ReviewFigure.objects.bulk_create(
        ReviewFigure(
            review=half, key=key, sort_order=order, goes_into_article=order < 6, format=Format.PLAIN
        )
        for order, key in enumerate(asked)
    )
    ReviewFigure.objects.bulk_create(
        ReviewFigure(
            review=five_years,
            key=key,
            sort_order=order,
            format=format,
            goes_into_article=key in NINE,
        )
        for order, (key, format) in enumerate([*NINE.items(), ("attendances", Format.PLAIN)])
    )
    return [half, five_years]
