"""One process: tasks one after another, each scheduled job on a thread of its own."""

import os
import socket
import threading
import traceback

import structlog
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from nhip.kit.tasks import actions
from nhip.kit.tasks.actions import Row
from nhip.kit.tasks.rules import ATTEMPTS, LEASE
from nhip.kit.tasks.schedule import JOBS

log = structlog.get_logger(__name__)
PAUSE = 0.3  # seconds between two looks into an empty queue
FIRST = 60  # seconds after the start by which every job has had its first turn
AFTER_FAILURE = 5  # seconds: a job that comes round many times a second does not fill the log


class Worker:
    """Runs until `stop` is called; a task under way is finished first."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self.current: Row | None = None

    def stop(self, *_: object) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        others = [threading.Thread(target=self._keep_lease)]
        others += [threading.Thread(target=self._repeat, args=job) for job in JOBS.items()]
        for thread in others:
            thread.start()
        while not self.stopping.is_set():
            if not self._try_one():
                self.stopping.wait(PAUSE)
        for thread in others:
            thread.join()

    def run_all(self) -> None:
        """Do what is due now, then return."""
        while self.run_one():
            pass

    def run_one(self) -> bool:
        """Do one task; False when none is due."""
        row = actions.take_task(self.name, at=timezone.now())
        if row is None:
            return False
        self.current = row
        try:
            if len(row.worker_ids) > ATTEMPTS:
                raise RuntimeError("every worker that took this task died")
            arguments = row.args_kwargs
            row.task.call(*arguments["args"], **arguments["kwargs"])
        except Exception as error:
            log.exception("task failed", task=row.task_path, id=str(row.pk))
            actions.fail_task(
                row,
                reason=f"{type(error).__module__}.{type(error).__qualname__}",
                traceback=traceback.format_exc(),
                at=timezone.now(),
            )
        else:
            actions.finish_task(row, at=timezone.now())
        finally:
            self.current = None
        return True

    def _try_one(self) -> bool:
        close_old_connections()
        try:
            return self.run_one()
        except Error:  # the database is busy or away: what was taken comes back by its lease
            log.exception("queue out of reach")
            connection.close()
            return False

    def _keep_lease(self) -> None:
        while not self.stopping.wait(LEASE.total_seconds() / 3):
            close_old_connections()
            try:
                if row := self.current:
                    actions.keep_task(row, at=timezone.now())
            except Error:
                log.exception("lease not lengthened")
                connection.close()
        connection.close()

    def _repeat(self, name: str, seconds: float) -> None:
        pause = min(seconds, FIRST)
        while not self.stopping.wait(pause):
            pause = seconds
            close_old_connections()
            try:
                import_string(name)(at=timezone.now())
            except Exception:
                log.exception("scheduled job failed", job=name)
                connection.close()
                pause = max(seconds, AFTER_FAILURE)
        connection.close()
