"""The conference with its two reviews, each with its own window, and who was there, by post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from nhip.office.figures.actions import NewAnswer
from nhip.office.figures.choices import Format
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ
from nhip.work.reviews.actions import (
    Coming,
    LooksBack,
    bind_number,
    hold_conference,
    set_figures,
    take_in_participants,
    take_in_reviews,
    write_text,
)
from nhip.work.reviews.choices import ConferencePart
from nhip.work.reviews.models import Conference, Review
from nhip.work.reviews.queries import read_text, shown_figures
from nhip.work.reviews.rules import FigureAsked, PersonWords

from .forms import OUTLINE
from .register import YEARS
from .words import NINE

TITLE = "Hội nghị sơ kết ngày 28/7/2022"
FIVE_YEARS = "Năm năm thực hiện quy chế, quy định công tác kế hoạch tổng hợp (2017–2021)"
SAID = (
    "Trong năm năm, cơ quan kế hoạch tổng hợp các cấp đã mở {classes} lớp tập huấn cho {trainees} người"
    " và thẩm định {plans_appraised} kế hoạch của các đơn vị.\n\n"
    "Nền nếp xây dựng kế hoạch năm, chương trình công tác tháng được giữ vững; {commended_collectives} tập thể"
    " và {commended_individuals} cá nhân được khen thưởng."
)
INTO_ARTICLE = 6  # figures of the half year
PREPARED = timedelta(days=8)  # before the conference
ATTENDS = ConferencePart.ATTENDS
CHAIRS = ConferencePart.CHAIRS
SPEAKS = ConferencePart.SPEAKS
AWARDS = ConferencePart.AWARDS
REGION = "Bộ Tư lệnh Quân khu"
# Guests without an account: rank (invented, and none where the post is a real one), post, where, parts
GUESTS = [
    ("", "Chính ủy Quân khu", REGION, (ATTENDS, SPEAKS, AWARDS)),
    ("", "Phó Chính ủy Quân khu", REGION, (ATTENDS, AWARDS)),
    ("", "Phó Tư lệnh Quân khu", REGION, (ATTENDS, AWARDS)),
    ("Đại tá", "Phó Chủ nhiệm Chính trị", "Cục Chính trị Quân khu", (ATTENDS,)),
    ("Đại tá", "Trưởng phòng", "Phòng Kế hoạch tổng hợp", (SPEAKS,)),
    ("Thượng tá", "Phó Trưởng phòng", "Phòng Kế hoạch tổng hợp", (ATTENDS,)),
    ("Đại tá", "Cục trưởng", "Cục Hậu cần Quân khu", (ATTENDS,)),
    ("Đại tá", "Cục trưởng", "Cục Kỹ thuật Quân khu", (ATTENDS,)),
]
# Those with an account are written by the post they held that day.
BY_ACCOUNT = {
    "thutruong": (CHAIRS, SPEAKS),
    "kehoach": (SPEAKS,),
    "xuatban": (ATTENDS,),
    "bientap": (ATTENDS,),
}
SPEAKING_UNITS = ("02", "07", "11")
UNITS_THERE = 20


def build_conference(
    organ: Organ, half_year: Period, users: Mapping[str, User], at: datetime
) -> list[Review]:
    """Hold the conference: the first half of 2022, and five years of two regulations."""
    by, before = users["kehoach"], at - PREPARED
    conference = hold_conference(
        organ,
        title=TITLE,
        held_at=at,
        place="Hội trường Quân khu",
        by=by,
        at=before,
        is_sample=True,
    )
    years = Span(date(YEARS.start, 1, 1), date(YEARS.stop, 1, 1))
    half = Span(half_year.start_on, half_year.end_on)
    windows = [("Sáu tháng đầu năm 2022", half), (FIVE_YEARS, years)]
    reviews = take_in_reviews(
        [LooksBack(conference, title, window) for title, window in windows], by=by, at=before
    )
    for review, asked in zip(reviews, (_half_year(), _five_years()), strict=True):
        set_figures(review, asked, by=by, at=before)
    _say(reviews[1], SAID, by, before)
    take_in_participants(_people(conference, users), by=by, at=before)
    return reviews


def _say(review: Review, words: str, by: User, at: datetime) -> None:
    """Write what a review says, "{classes}" being what its line says, and bind each such number to its line."""
    values = {each.figure.key: each.value for each in shown_figures(review)}
    write_text(review, words.format(**values), by=by, at=at)
    for key in re.findall(r"\{(\w+)\}", words):
        review.refresh_from_db()
        [number, *_others] = [
            each
            for each in read_text(review, shown_figures(review)).open
            if each.spot.number.words == values[key]
        ]
        passage, around, nth = number.spot.key
        new = NewAnswer(passage, around, nth, number.spot.number.words, line=key)
        bind_number(review, new, by=by, at=at)


def _half_year() -> list[FigureAsked]:
    keys = [row.key for section in OUTLINE for row in section.rows]
    return [
        FigureAsked(key, goes_into_article=place < INTO_ARTICLE) for place, key in enumerate(keys)
    ]


def _five_years() -> list[FigureAsked]:
    nine = [FigureAsked(key, format) for key, format in NINE.items()]
    return [*nine, FigureAsked("attendances", Format.PLAIN, goes_into_article=False)]


def _people(conference: Conference, users: Mapping[str, User]) -> list[Coming]:
    guests = [
        Coming(conference, parts, words=PersonWords("", rank, post, unit), is_sample=True)
        for rank, post, unit, parts in GUESTS
    ]
    codes = [f"{number:02}" for number in range(1, UNITS_THERE + 1)]
    heads = {code: users.get(f"thutruong.{code}", users["chihuy"]) for code in codes}
    accounts = {users[name]: parts for name, parts in BY_ACCOUNT.items()} | {
        head: (SPEAKS if code in SPEAKING_UNITS else ATTENDS,) for code, head in heads.items()
    }
    return guests + [
        Coming(conference, parts, account=account, is_sample=True)
        for account, parts in accounts.items()
    ]
