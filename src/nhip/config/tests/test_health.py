"""What watches over the servers is told the truth, and nothing more."""

import pytest
from django.db import DatabaseError, connection

from nhip.config import health
from nhip.portal.delivery.store import Store


@pytest.mark.django_db
def test_ready_when_the_database_has_what_the_code_expects(client, monkeypatch):
    monkeypatch.setattr(health, "_is_migrated", False)
    assert client.get("/-/ready").content == b"ok"


@pytest.mark.django_db
def test_not_ready_before_it_is_migrated(client, monkeypatch):
    monkeypatch.setattr(health, "_is_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal'")
    assert client.get("/-/ready").status_code == 503


def test_not_ready_without_its_database_but_alive(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get("/-/ready").status_code == 503
    assert client.get("/-/live").status_code == 200


@pytest.mark.django_db
def test_not_ready_on_a_full_disk_but_alive(client, monkeypatch):
    monkeypatch.setattr(Store, "has_room", lambda self: False)
    assert client.get("/-/ready").content == b"disk full"
    assert client.get("/-/live").status_code == 200
