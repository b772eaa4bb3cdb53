import pytest

from nhip.office.figures import registry as figures


class Letter:
    """A text that holds pins."""

    def describe(self, holder_ids):
        text = figures.CitingText("Bài sơ kết", "/bai/", "/bai/sua/", 0, True)
        return dict.fromkeys(holder_ids, text)

    def refreshed(self, holder_id, by, at):
        pass


@pytest.fixture
def letters(monkeypatch):
    monkeypatch.setitem(figures._holders, "test.letter", Letter())
