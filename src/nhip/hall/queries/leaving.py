"""What waits for somebody who leaves, read from both wings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.registry import OpenWork
from nhip.organisation.periods.rules import today
from nhip.portal.news.queries import kept_articles
from nhip.work.duties.queries import questions
from nhip.work.reports import queries as reports

from .brief import waiting


def open_work(user: User, at: datetime) -> Iterator[OpenWork]:
    """Yield reports a person owes, what only this person or a peer decides, open questions, own articles."""
    for duty in reports.owed_by(user, at):
        due = _("%(state)s, due %(day)s") % {"state": duty.state.label, "day": duty.due}
        yield OpenWork(f"{duty.unit}: {duty.title}", due)
    for line in waiting(user, today(at), at):
        yield OpenWork(line.words, line.note)
    for asked in questions(user, at, most=None):
        said = {"n": asked.accepted, "of_n": asked.asked, "day": asked.due}
        note = _("question, %(n)d of %(of_n)d answers accepted, due %(day)s") % said
        yield OpenWork(asked.title, note)
    for page in kept_articles().filter(owner=user, live=False).order_by("pk"):
        yield OpenWork(page.title, _("article nobody sees yet"))
