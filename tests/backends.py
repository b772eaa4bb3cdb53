"""Tasks in tests: done at the commit, where a failure is the test's failure."""

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

OURS = "nhip.kit.tasks.tasks.call"


class AtCommit(ImmediateBackend):
    """Our own tasks wait for the commit, as the worker would; Wagtail's run at once."""

    def _execute_task(self, task_result: TaskResult) -> None:
        task = task_result.task
        if task.module_path == OURS:
            transaction.on_commit(lambda: task.func(*task_result.args, **task_result.kwargs))
        else:
            super()._execute_task(task_result)
