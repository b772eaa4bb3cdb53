"""A source and a holder that stand in for the rooms above: the edges of this room."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from nhip.kit.text.rules import write_days
from nhip.office.figures import registry
from nhip.office.figures.actions import compare_noted, note_published, pin, release
from nhip.office.figures.registry import CitingText, Offer, Reference, Resolved

FIVE_YEARS = (date(2017, 1, 1), date(2022, 1, 1))


class Clock:
    """One minute later every time it is asked."""

    def __init__(self) -> None:
        self.at = datetime(2022, 7, 28, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@dataclass
class FakeSource:
    says: dict[str, Resolved] = field(default_factory=dict)

    def resolve(self, ref: Reference) -> Resolved | None:
        return self.says.get(ref.key)

    def search(self, text: str, unit_id: int) -> list[Offer]:
        return [
            Offer(
                Reference(key, unit_id, *FIVE_YEARS, "accepted"),
                said.label,
                write_days(*FIVE_YEARS),
                said,
            )
            for key, said in self.says.items()
            if text in key
        ]

    def addresses(self, refs, by=None) -> dict[Reference, str]:
        return {ref: f"/lam-viec/tong-hop/{ref.key}/" for ref in refs if ref.key in self.says}

    def say(self, key: str, amount: int | None, **more) -> None:
        """Change what is said of a key; without more, only its amount."""
        before = self.says.get(key) or Resolved(
            amount, 0, "Kế hoạch được thẩm định", "Đếm từ sổ.", "kế hoạch",
            "20 trong 20 đơn vị", "100 năm, 65 mẫu", True, False,
        )  # fmt: skip
        self.says[key] = replace(before, amount=amount, **more)


@dataclass
class FakeHolder:
    unit_id: int
    refreshed_ids: list[int] = field(default_factory=list)
    is_public: bool = True

    def describe(self, holder_ids) -> dict[int, CitingText]:
        text = CitingText(
            "Hội nghị sơ kết", "/tin/bai/", "/bien-tap/1/", self.unit_id, self.is_public
        )
        return dict.fromkeys(holder_ids, text)

    def refreshed(self, holder_id: int, by, at) -> None:
        self.refreshed_ids.append(holder_id)


@dataclass
class Desk:
    """Everything a test of pins needs at hand."""

    cast: object
    source: FakeSource
    holder: FakeHolder
    now: Clock

    def ref(self, key="plans", unit=None, basis="accepted", window=FIVE_YEARS) -> Reference:
        return Reference(key, (unit or self.cast.root).pk, *window, basis)

    def released(self, key="plans", unit=None, window=FIVE_YEARS) -> Reference:
        ref = self.ref(key, unit, window=window)
        release(ref, by=self.cast.chief, at=self.now())
        return ref

    def pinned(self, key="plans", amount=165, unit=None, window=FIVE_YEARS, **more):
        self.source.say(key, amount)
        ref = self.released(key, unit, window)
        asked = {"holder": "fake", "holder_id": 7, "by": self.cast.editor, **more}
        bound = pin(ref, **asked, at=self.now())
        compare_noted()
        return bound

    def published(self, *args, **more):
        """Return a pin of a text that readers see."""
        bound = self.pinned(*args, **more)
        note_published([bound.pk], at=self.now.at)
        return bound


@pytest.fixture
def desk(cast, monkeypatch):
    source, holder = FakeSource(), FakeHolder(cast.root.pk)
    monkeypatch.setattr(registry, "_sources", [source])
    monkeypatch.setitem(registry._holders, "fake", holder)
    return Desk(cast, source, holder, Clock())
