"""What every test of this room may ask for."""

import pytest

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
