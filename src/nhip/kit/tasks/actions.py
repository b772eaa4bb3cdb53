"""Take a task, keep it, close it, forget it. `run_after` of a running task is the end of its lease."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks_db.compat import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult, get_date_max

from nhip.kit.tasks.rules import ATTEMPTS, KEPT, LEASE, pause_after
from nhip.kit.tasks.schedule import GIVEN_UP

Row = DBTaskResult[Any, Any]
log = structlog.get_logger(__name__)


def take_task(worker: str, *, at: datetime) -> Row | None:
    """Return the next task that is due, now this worker's for one lease; None when there is none.

    Due is also what is running although its lease is over: its worker died.
    """
    due = Q(status=Status.READY, run_after=get_date_max()) | Q(
        status__in=[Status.READY, Status.RUNNING], run_after__lte=at
    )
    rows = DBTaskResult.objects.filter(due)
    if not rows.exists():  # a read only: an idle worker takes no write lock
        return None
    with transaction.atomic():
        row = rows.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.status = Status.RUNNING
        row.started_at = at
        row.run_after = at + LEASE
        row.worker_ids = [*row.worker_ids, worker]
        row.save(update_fields=["status", "started_at", "run_after", "worker_ids"])
    return row


def keep_task(row: Row, *, at: datetime) -> None:
    """Lengthen the lease of a task that is still being worked on."""
    _mine(row).update(run_after=at + LEASE)


def finish_task(row: Row, *, at: datetime) -> None:
    """Note that the task is done."""
    _mine(row).update(status=Status.SUCCESSFUL, finished_at=at)


def fail_task(row: Row, *, reason: str, traceback: str, at: datetime) -> None:
    """Try the task again after a pause; give it up after the last attempt, and ask for what follows then."""
    attempt = len(row.worker_ids)
    if attempt < ATTEMPTS:
        _mine(row).update(status=Status.READY, run_after=at + pause_after(attempt))
        return
    log.error("task given up", task=row.task_path, id=str(row.pk), reason=reason)
    said = {"exception_class_path": reason, "traceback": traceback}
    [name, kwargs] = row.args_kwargs["args"]
    with transaction.atomic():
        is_mine = _mine(row).update(status=Status.FAILED, finished_at=at, **said)
        if is_mine and name in GIVEN_UP:
            row.task.using(run_after=at).enqueue(GIVEN_UP[name], kwargs)


def forget_finished(at: datetime) -> None:
    """Delete what was finished or given up long enough ago."""
    DBTaskResult.objects.filter(finished_at__lt=at - KEPT).delete()


def _mine(row: Row) -> "QuerySet[Row]":
    """The row, if no other worker has taken it since."""
    return DBTaskResult.objects.filter(pk=row.pk, status=Status.RUNNING, started_at=row.started_at)
