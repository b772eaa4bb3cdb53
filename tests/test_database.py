"""The harness itself: a test that commits leaves nothing behind, and migrations' rows stay."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(turn):
    assert not Session.objects.exists()
    assert ContentType.objects.exists()
    Session.objects.create(session_key="left", session_data="", expire_date=timezone.now())
