"""What every test of this room may ask for: the desk on which reports are tested."""

from nhip.work.reports.tests.conftest import as_user, desk, second

__all__ = ["as_user", "desk", "second"]
