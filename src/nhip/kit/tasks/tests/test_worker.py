"""The queue and the business share one transaction; the schedule goes on whatever a job does."""

import threading
from contextlib import nullcontext

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from nhip.kit.tasks import later, schedule, worker
from nhip.kit.tasks.actions import take_task

TURNS: list[object] = []
BOTH = threading.Event()


def turn(at):
    TURNS.append(at)
    if len(TURNS) == 2:
        BOTH.set()
    raise ValueError("a job that fails")


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_not_wait_for_the_task_another_is_taking(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    for _each in range(2):
        later("nowhere.nothing")
    taken = []

    def take():
        taken.append(take_task("second", at=timezone.now()))
        connection.close()

    second = threading.Thread(target=take)
    # SQLite locks no rows: there a worker takes its task in one short turn.
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        rows = DBTaskResult.objects.all()
        first = rows.select_for_update().first() if connection.vendor == "postgresql" else None
        second.start()
        second.join(5)
        assert taken
        assert taken[0] is not None
        assert taken[0] != first


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_asks_for_nothing(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    with transaction.atomic():
        later("nowhere.nothing")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_in_tests_a_task_runs_at_the_commit_and_its_failure_shows():
    with pytest.raises(ImportError), transaction.atomic():
        later("nowhere.nothing")


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_gets_its_next_turn(monkeypatch):
    monkeypatch.setattr(schedule, "JOBS", {f"{__name__}.turn": 0.01})
    monkeypatch.setattr(worker, "JOBS", schedule.JOBS)
    monkeypatch.setattr(worker, "AFTER_FAILURE", 0.1)
    working = worker.Worker()
    thread = threading.Thread(target=working.run)
    thread.start()
    assert BOTH.wait(10)
    working.stop()
    thread.join(10)
    assert not thread.is_alive()
