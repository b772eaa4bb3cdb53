import pytest

from nhip.work.indicators import registry
from nhip.work.indicators.actions import define_indicator
from nhip.work.indicators.models import Indicator

from .bench import AT, FakeCollector, FakeCounter, administrator


@pytest.fixture
def nothing_counted(db):
    """Without what the rooms above count in every installation."""
    Indicator.objects.filter(origin="counted").delete()


@pytest.fixture
def collector(nothing_counted, monkeypatch):
    """A collector that stands in for reports: the edge of this room."""
    fake = FakeCollector()
    monkeypatch.setattr(registry, "_collectors", [fake])
    return fake


@pytest.fixture
def counter(cast, nothing_counted, monkeypatch):
    """A counter that stands in for the class register, and its indicator."""
    fake = FakeCounter()
    monkeypatch.setitem(registry._counters, "lessons", fake)
    fields = {"name": "Lớp mở", "origin": "counted", "sort_order": 9}
    define_indicator("lessons", fields, by=administrator(), at=AT)
    return fake
