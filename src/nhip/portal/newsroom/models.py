"""The steps an article passes before it goes out, kept where Wagtail keeps workflows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from nhip.organisation.accounts.models import User
from nhip.portal.news.models import ArticlePage

from .choices import StepDoer
from .rules import mark_of


class HandedIns(models.QuerySet["HandedIn"]):
    """Articles at a step."""

    def current(self) -> Self:
        """Keep, of each article that was handed in and is not done, the step it is at or came back from."""
        active = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
        return self.filter(workflowstate__status__in=active)

    def waiting(self) -> Self:
        """Keep those that wait for somebody: the text is still the one that was handed in."""
        return self.current().filter(
            status=TaskState.STATUS_IN_PROGRESS,
            revision_id=models.F("page__latest_revision_id"),
            saved_at=models.F("page__latest_revision_created_at"),
        )

    def returned(self) -> Self:
        """Keep those that came back to their writer."""
        return self.current().filter(status=TaskState.STATUS_REJECTED)


class HandedIn(TaskState):
    """A draft at a step: `saved_at` is when it was saved, for an editor may save over a draft in place."""

    page = models.ForeignKey(ArticlePage, models.CASCADE, related_name="handed_in")
    saved_at = models.DateTimeField(_("saved at"))
    due_at = models.DateTimeField(_("due at"))

    objects = HandedIns.as_manager()

    class Meta:
        verbose_name = _("article handed in")
        verbose_name_plural = _("articles handed in")

    @property
    def step(self) -> NewsStep:
        """Return what is done with it."""
        return self.task.newsstep

    @property
    def is_returned(self) -> bool:
        return self.status == TaskState.STATUS_REJECTED

    @property
    def is_edited(self) -> bool:
        """Tell whether the text is another one by now: it has to be handed in anew."""
        page = self.page
        now = mark_of(page.latest_revision_id, page.latest_revision_created_at)
        return now != mark_of(self.revision_id, self.saved_at)

    def writers(self) -> list[User]:
        """Return whose article it is: who began it, and who handed it in."""
        people = (self.page.owner, self.workflow_state.requested_by)
        return [person for person in people if person]


class NewsStep(Task):
    """A step: whom it waits for, and how many hours it may take. The last one is done by publishing."""

    permission = models.CharField(_("waits for"), max_length=40, choices=StepDoer.choices)
    hours = models.PositiveIntegerField(_("hours it may take"))

    task_state_class = HandedIn

    class Meta:
        verbose_name = _("step of articles")
        verbose_name_plural = _("steps of articles")

    @property
    def is_last(self) -> bool:
        """Tell whether publishing ends it."""
        return self.permission == StepDoer.PUBLISHERS

    def due_after(self, at: datetime) -> datetime:
        """Return by when what arrives now is to be done."""
        return at + timedelta(hours=self.hours)
