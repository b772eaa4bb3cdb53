"""What every test of this room may ask for."""

from datetime import date

import pytest

from nhip.work.duties.tests.makers import AT, draft
from nhip.work.forms.models import Form, Row, Section

from .desk import Desk


@pytest.fixture
def desk(laid_out: Desk) -> Desk:
    """A small form, owed by the unit for the first half of 2022."""
    return laid_out


@pytest.fixture
def as_user(client):
    """Sign somebody in: `as_user(desk.cast.planner).get(…)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def second(desk):
    """Another half-year regime that asks for the sessions held as well, and for the hours."""
    desk.regime.published_at, desk.regime.levels = AT, [2]
    desk.regime.start_on, desk.regime.end_on = date(2022, 1, 1), None
    desk.regime.save()
    form = Form.objects.create(code="hai", name="Biểu thứ hai", published_at=AT)
    section = Section.objects.create(form=form, number=1, title="Học tập")
    for number, name in enumerate(("held", "hours"), start=1):
        indicator = Row.objects.get(pk=desk.rows[name]).indicator
        Row.objects.create(section=section, number=number, indicator=indicator)
    return draft(
        desk, code="hai", form=form, frequency="half", due_days=10, start_on=date(2022, 1, 1)
    )
