import pytest

from nhip.kit.design import frame, menu


@pytest.fixture(autouse=True)
def bare_room(monkeypatch):
    """Nothing registered by the rooms above: this room is tested alone."""
    monkeypatch.setattr(frame, "_suppliers", [])
    monkeypatch.setattr(menu, "_areas", {})
    monkeypatch.setattr(menu, "_signatures", [])
