"""What the newsroom hears of articles."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision

from nhip.organisation.accounts.models import User
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.signals import binned, published

from .actions import end_steps, finish_steps


@receiver(published)
def went_out(page: ArticlePage, revision: Revision, by: User, at: datetime, **ignored: Any) -> None:
    """End the step an article was at with the text that was signed."""
    finish_steps(page, revision, by=by, at=at)


@receiver(binned)
def put_away(page: ArticlePage, by: User, at: datetime, **ignored: Any) -> None:
    """Let nobody wait for what lies in the bin."""
    end_steps(page, by=by, at=at)
