"""Each kept database is brought up once, on one worker."""

import pytest

from .kept import KEPT, BroughtUp, bring_up


@pytest.fixture(
    scope="session",
    params=[pytest.param(kept, marks=pytest.mark.xdist_group(kept.name)) for kept in KEPT],
    ids=[kept.name for kept in KEPT],
)
def brought_up(request, django_db_setup, tmp_path_factory) -> BroughtUp:
    """An installation of an earlier day, migrated to today's code; nothing may be changed in it."""
    return bring_up(request.param, tmp_path_factory.mktemp("kept"))
