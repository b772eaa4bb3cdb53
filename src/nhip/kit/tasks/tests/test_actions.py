"""What a worker took is done once, taken up again when it died, given up in the end."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from nhip.kit.tasks import actions, later
from nhip.kit.tasks.rules import ATTEMPTS, KEPT, LEASE, pause_after
from nhip.kit.tasks.worker import Worker

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DONE: list[int] = []


def note(number: int) -> None:
    DONE.append(number)


def fail() -> None:
    raise ValueError("no")


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    DONE.clear()


def ask(function=note, **kwargs):
    later(f"{__name__}.{function.__name__}", **kwargs)


def test_tasks_are_done_in_order_and_once():
    ask(number=1)
    ask(number=2)
    Worker().run_all()
    assert DONE == [1, 2]
    assert not Worker().run_one()


def test_a_task_is_one_workers_while_its_lease_runs():
    ask(number=1)
    assert actions.take_task("first", at=NOW)
    assert actions.take_task("second", at=NOW + LEASE / 2) is None


def test_what_a_killed_worker_left_is_taken_up_again():
    ask(number=1)
    actions.take_task("killed", at=NOW - LEASE)
    Worker().run_all()
    assert DONE == [1]


def test_a_kept_task_stays_with_its_worker():
    ask(number=1)
    row = actions.take_task("first", at=NOW)
    actions.keep_task(row, at=NOW + LEASE / 2)
    assert actions.take_task("second", at=NOW + LEASE) is None


def test_a_worker_that_lost_its_task_does_not_close_it():
    ask(number=1)
    slow = actions.take_task("slow", at=NOW)
    taken = actions.take_task("quick", at=NOW + LEASE)
    actions.finish_task(slow, at=NOW + LEASE)
    taken.refresh_from_db()
    assert taken.status == "RUNNING"


def test_a_failing_task_is_tried_again_and_given_up_in_the_end():
    ask(fail)
    Worker().run_all()
    row = DBTaskResult.objects.get()
    assert row.status == "READY"
    assert row.run_after >= NOW + pause_after(1)
    row.worker_ids = ["w"] * (ATTEMPTS - 1)
    row.run_after = NOW
    row.save()
    Worker().run_all()
    row.refresh_from_db()
    assert row.status == "FAILED"
    assert row.exception_class_path == "builtins.ValueError"
    assert "no" in row.traceback


def test_a_task_that_kills_its_workers_is_not_tried_for_ever():
    ask(number=1)
    DBTaskResult.objects.update(status="RUNNING", run_after=NOW, worker_ids=["w"] * ATTEMPTS)
    Worker().run_all()
    assert DONE == []
    assert DBTaskResult.objects.get().status == "FAILED"


def test_what_follows_a_task_given_up_is_called_with_its_arguments(monkeypatch):
    followed = {f"{__name__}.fail": f"{__name__}.note"}
    monkeypatch.setattr(actions, "GIVEN_UP", followed)
    ask(fail, number=7)
    DBTaskResult.objects.update(status="RUNNING", run_after=NOW, worker_ids=["w"] * ATTEMPTS)
    Worker().run_all()
    assert DONE == [7]


def test_finished_tasks_are_forgotten_after_a_while():
    ask(number=1)
    Worker().run_all()
    actions.forget_finished(at=timezone.now())
    assert DBTaskResult.objects.exists()
    actions.forget_finished(at=timezone.now() + KEPT + timedelta(seconds=1))
    assert not DBTaskResult.objects.exists()
