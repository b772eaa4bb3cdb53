"""A site with one section, a source of three figures, and an article that cites two of them."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.images.models import Filter

from nhip.kit.text.rules import fold
from nhip.office.figures import registry
from nhip.office.figures.actions import release
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.registry import Offer, Reference, Resolved
from nhip.portal.news.actions import create_draft, publish_article, set_up_site
from nhip.portal.news.models import ArticlePage, HomePage, SectionPage
from nhip.portal.pictures.models import Picture
from nhip.portal.pictures.rules import RENDITIONS
from tests import files
from tests.cast import Cast

AT = datetime(2022, 7, 28, 10, 20, tzinfo=UTC)
LABELS = {"classes": "Lớp tập huấn", "orders": "Chỉ thị năm", "people": "Người dự tập huấn"}


@dataclass
class Numbers:
    """A source whose figures a test sets as it likes."""

    amounts: dict[str, int | None] = field(
        default_factory=lambda: {"classes": 17, "orders": 4, "people": 1247}
    )
    withheld: set[str] = field(default_factory=set)
    coverage: str = "20/21 đơn vị"
    of: tuple[int, int] | None = None
    years: str = ""

    def resolve(self, ref: Reference) -> Resolved | None:
        if ref.key not in LABELS:
            return None
        return Resolved(
            amount=self.amounts[ref.key],
            decimals=0,
            label=LABELS[ref.key],
            definition=f"Cách đếm {ref.key}.",
            measure="",
            coverage=self.coverage,
            parts="9 + 8",
            is_sample=True,
            is_withheld=ref.key in self.withheld,
            n=self.of and self.of[0],
            of_n=self.of and self.of[1],
            years=self.years,
        )

    def search(self, text: str, unit_id: int) -> list[Offer]:
        found = []
        for key, label in LABELS.items():
            ref = reference(key, unit_id)
            if fold(text) in fold(label) and (resolved := self.resolve(ref)):
                found.append(Offer(ref, label, "2017–2021", resolved))
        return found

    def addresses(self, refs, by=None) -> dict[Reference, str]:
        return {ref: f"/lam-viec/tong-hop/{ref.key}/" for ref in refs}


def reference(key: str, unit_id: int) -> Reference:
    return Reference(key, unit_id, date(2017, 1, 1), date(2022, 1, 1), Basis.ACCEPTED)


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Numbers:
    source = Numbers()
    monkeypatch.setattr(registry, "_sources", [source])
    return source


@pytest.fixture(autouse=True)
def _media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def home(cast: Cast) -> HomePage:
    return set_up_site(
        name="Quân khu 4",
        tagline="Trang thông tin",
        address="Số 1, đường mẫu",
        is_sample=True,
        sections=[("tin-tuc", "Tin tức", "Việc đã làm.")],
        by=cast.administrator,
        at=AT,
    )


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPage.objects.get()


@pytest.fixture
def released(cast: Cast, numbers: Numbers) -> Numbers:
    """Every figure of the source is let out for the root."""
    for key in LABELS:
        release(reference(key, cast.root.pk), by=cast.chief, at=AT)
    return numbers


def picture(title: str = "Hội trường") -> Picture:
    return files.picture(title, f"{fold(title)}.webp", (1280, 760))


def made_of(image: Picture) -> None:
    """Put something small in place of all that is made of a picture: encoding takes seconds.

    It is black and white: each is read again for its size.
    """
    for spec in map(Filter, RENDITIONS):
        width, *rest = map(int, re.findall(r"\d+", spec.spec))
        height = rest[0] if rest else width * 19 // 32
        file = BytesIO()
        Drawing.new("1", (width, height)).save(file, "PNG")
        name = f"{image.pk}.{spec.spec[:4]}.{width}.{spec.spec.rpartition('-')[2].replace('jpeg', 'jpg')}"
        image.renditions.create(
            filter_spec=spec.spec,
            focal_point_key=spec.get_cache_key(image),
            file=ImageFile(file, name=name),
        )


def photos(count: int) -> list[dict[str, object]]:
    return [
        {"image": picture(f"Ảnh {n}"), "caption": f"Chú thích {n}", "alt": f"Mô tả {n}"}
        for n in "abcdefghij"[:count]
    ]


@pytest.fixture
def draft(cast: Cast, section: SectionPage, released: Numbers) -> ArticlePage:
    """An article that lacks nothing, written by the planner."""
    root = cast.root.pk
    return create_draft(
        section,
        title="Nhìn lại mấy năm làm kế hoạch",
        kicker="Sơ kết",
        lead="Hội nghị chiều 28/7/2022.",
        body=[
            ("paragraph", "<p>Mở đầu.</p>"),
            ("heading", "Mấy năm: đếm được những gì"),
            ("gallery", photos(4)),
            (
                "paragraph",
                "<p>Đã mở {classes} lớp cho {people} người.</p><p>Có {orders} chỉ thị.</p>",
            ),
            ("gallery", photos(3)),
        ],
        figures={
            "classes": (reference("classes", root), Format.PLAIN),
            "people": (reference("people", root), Format.OVER_HUNDRED),
            "orders": (reference("orders", root), Format.TWO_DIGITS),
        },
        byline="Tổ biên tập",
        sources="Dữ kiện theo bài đăng về hội nghị.",
        is_sample=True,
        by=cast.planner,
        at=AT,
    )


@pytest.fixture
def article(cast: Cast, draft: ArticlePage) -> ArticlePage:
    """The article, published."""
    for photo in draft.photos():
        made_of(photo["image"])
    return publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
