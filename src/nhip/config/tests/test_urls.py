"""Doors that must stay shut."""

import pytest

from tests.cast import PASSWORD


@pytest.mark.django_db
def test_editors_sign_in_where_attempts_are_counted_and_the_second_factor_is_asked(cast, client):
    sent = {"username": "publisher", "password": PASSWORD}
    answer = client.post("/bien-tap/login/?next=/bien-tap/", sent)
    assert answer.headers["location"] == "/tai-khoan/login/?next=/bien-tap/"
    assert "_auth_user_id" not in client.session
    assert client.get("/bien-tap/password_reset/").status_code == 404


@pytest.mark.django_db
def test_who_may_not_edit_is_told_so_once(cast, client):
    client.force_login(cast.reader)
    answer = client.get("/bien-tap/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1
    client.force_login(cast.editor)
    assert client.get("/bien-tap/login/").headers["location"] == "/bien-tap/"
