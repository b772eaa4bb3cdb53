"""What every test of this room may ask for."""

import pytest

from tests.cast import Cast

from .desk import Desk, lay_out


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """A small form, owed by the unit for the first half of 2022."""
    return lay_out(cast)


@pytest.fixture
def as_user(client):
    """Sign somebody in: `as_user(desk.cast.planner).get(…)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
