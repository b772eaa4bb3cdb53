"""Tasks in tests: done at the commit, where a failure is the test's failure."""

from typing import Any

from django.db import transaction

try:  # Django 6 has tasks of its own, and the queue knows those only
    from django.tasks.backends.immediate import ImmediateBackend
except ImportError:
    from django_tasks.backends.immediate import ImmediateBackend

OURS = "nhip.kit.tasks.tasks.call"


class AtCommit(ImmediateBackend):
    """Our own tasks wait for the commit, as the worker would; Wagtail's run at once."""

    def _execute_task(self, task_result: Any) -> None:
        task = task_result.task
        if task.module_path == OURS:
            transaction.on_commit(lambda: task.func(*task_result.args, **task_result.kwargs))
        else:
            super()._execute_task(task_result)
