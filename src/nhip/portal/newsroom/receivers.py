"""What the newsroom hears of articles."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision

from nhip.organisation.accounts.models import User
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.signals import published

from .actions import finish_steps


@receiver(published)
def went_out(page: ArticlePage, revision: Revision, by: User, at: datetime, **ignored: Any) -> None:
    """End the step an article was at with the text that was signed."""
    finish_steps(page, revision, by=by, at=at)
