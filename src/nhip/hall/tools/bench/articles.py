"""A newsroom for `nhip bench newsroom`: many articles and pictures, a few of them on their way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from nhip.hall.tools.bench.organisation import people_of
from nhip.kit.tasks.planning import note_sizes
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.portal.news.actions import NewArticle, publish_article, set_up_site, take_in_articles
from nhip.portal.news.models import SectionPage
from nhip.portal.newsroom.actions import hand_in_article, return_article
from nhip.portal.pictures.actions import NewPicture, take_in_pictures

AT_ONCE = 100  # articles of one transaction
PLACES = ("bản Nà Lốc", "xã Đông Hà", "huyện Kỳ Sơn", "phường Đội Cung", "thôn Thượng", "chợ Vinh")
DEEDS = (
    "Khai mạc lớp tập huấn",
    "Giao ban tháng",
    "Ra quân trồng cây",
    "Trao Bằng khen",
    "Kế hoạch mới",
)
TEXT = (
    "<p>Sáng nay, cán bộ và nhân dân {place} dự buổi {deed}, với sự có mặt của các đồng chí trong ban tổ"
    " chức.</p><p>Phát biểu tại đây, đại diện ban tổ chức nêu rõ yêu cầu, cách làm, trách nhiệm của từng"
    " người, từng việc, và cảm ơn bà con đã góp sức.</p>"
)


class Newsroom:
    """What grows: nine articles in ten are public, the others stand in every state the board knows."""

    def __init__(self) -> None:
        people = people_of(0).people
        self.editor: User = people[Role.EDITOR]
        self.publisher: User = people[Role.PUBLISHER]
        sections = [
            ("tin", "Tin tức", ""),
            ("hoi-nghi", "Hội nghị", ""),
            ("guong", "Gương tốt", ""),
        ]
        admin, at = people[Role.ADMINISTRATOR], timezone.now()
        set_up_site(name="B", is_sample=True, sections=sections, by=admin, at=at)
        self.sections = list(SectionPage.objects.order_by("path"))
        self.begun = at - timedelta(days=3000)
        self.articles = self.pictures = 0
        self.spent = self.worked = 0.0  # seconds of taking articles in, and of the processor

    def grow(self, count: int, say: Callable[[float], None]) -> None:
        """Write as many articles and pictures as are missing."""
        before = self.articles
        while self.articles < count:
            self._take_in()
            self._draw()
            say((self.articles - before) / (count - before))
        self._settle()

    def _settle(self) -> None:
        """Do at once what the worker would do page by page: without the index nothing is found."""
        DBTaskResult.objects.all().delete()
        call_command("update_index", verbosity=0)
        if connection.vendor == "postgresql":  # by itself it looks at what came within a minute
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        note_sizes(at=timezone.now())

    def _take_in(self) -> None:
        rows = [self._article(self.articles + place) for place in range(AT_ONCE)]
        begun, worked = time.perf_counter(), time.process_time()
        made = take_in_articles(rows, by=self.editor, at=timezone.now())
        self.spent += time.perf_counter() - begun
        self.worked += time.process_time() - worked
        self.articles += AT_ONCE
        at = timezone.now()
        for page in made[-6:]:  # on their way
            hand_in_article(page, by=self.editor, at=at)
        for page in made[-2:]:
            return_article(page, reason="Thiếu ảnh.", by=self.publisher, at=at)
        publish_article(made[-6], is_open_seen=True, by=self.publisher, at=at)

    def _article(self, number: int) -> NewArticle:
        place, deed = PLACES[number % len(PLACES)], DEEDS[number % len(DEEDS)]
        place_in_turn = number % AT_ONCE
        written_at = self.begun + timedelta(hours=3 * number)
        ahead = timezone.now() + timedelta(hours=1 + number / 100)
        return NewArticle(
            self.sections[number % len(self.sections)],
            f"{deed} ở {place}",
            f"Việc làm ở {place} được bà con đồng tình.",
            [("paragraph", TEXT.format(place=place, deed=deed.lower()))],
            byline="Tổ tin",
            shown_at=ahead if place_in_turn == AT_ONCE - 6 else None,
            published_by=self.publisher if place_in_turn < 0.9 * AT_ONCE else None,
            is_open_seen=True,
            at=written_at,
        )

    def sign_ahead(self, count: int, due_at: datetime) -> list[int]:
        """Sign articles that go out within a minute; return their numbers."""
        plain = [self._article(number * AT_ONCE + AT_ONCE - 1) for number in range(count)]
        rows = [
            replace(new, shown_at=due_at, published_by=self.publisher, at=None) for new in plain
        ]
        return [page.pk for page in take_in_articles(rows, by=self.editor, at=timezone.now())]

    def _draw(self) -> None:
        rows = []
        for place in range(AT_ONCE):
            number = self.pictures + place
            file = BytesIO()
            Image.new("RGB", (16, 10), (number % 251, number // 251 % 251, 90)).save(file, "PNG")
            title = f"Ảnh {DEEDS[number % len(DEEDS)].lower()} ở {PLACES[number % len(PLACES)]}"
            rows.append(NewPicture(title, f"anh-{number}.png", file.getvalue()))
        take_in_pictures(rows, by=self.publisher, at=timezone.now())
        self.pictures += AT_ONCE
