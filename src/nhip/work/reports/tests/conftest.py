"""What every test of this room may ask for."""

from datetime import date

import pytest

from nhip.work.duties.actions import publish_regime, save_regime
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.forms.actions import add_rows, add_section, publish_form, write_form
from nhip.work.forms.models import Row

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
    told = {"by": desk.cast.planner, "at": AT}
    fields = {
        "content": "Kết quả nửa năm",
        "recipient": "Phòng Kế hoạch",
        "method": "system",
        "levels": [2],
        "start_on": date(2022, 1, 1),
    }
    desk.regime = publish_regime(save_regime(desk.regime, fields, **told), **told)
    form = write_form("Biểu thứ hai", desk.regime.organ, code="hai", **told)
    asked = Row.objects.filter(pk__in=[desk.rows["held"], desk.rows["hours"]])
    section = add_section(form, "Học tập", **told)
    add_rows(section, [(row.indicator, "") for row in asked], **told)
    publish_form(form, **told)
    return draft(
        desk, code="hai", form=form, frequency="half", due_days=10, start_on=date(2022, 1, 1)
    )
