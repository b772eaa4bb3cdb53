"""What was handed in, on paper."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from nhip.kit.text import pages
from nhip.kit.text.rules import write_day
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import tree_of
from nhip.work.forms.printed import paper_of

from . import papers
from .models import Revision


def revision_paper(revision: Revision) -> pages.Paper:
    """Return what was handed in."""
    report = revision.report
    day = today(revision.submitted_at)
    period = report.obligation.period
    above = tree_of(period.start_on, period.end_on).parent(report.unit_id)
    subtitle = _("Period from %(start)s to %(end)s; handed in on %(day)s, version %(n)d") % {
        "start": write_day(period.start_on),
        "end": write_day(period.end_on - timedelta(1)),
        "day": write_day(day),
        "n": revision.number,
    }
    return paper_of(
        report.form,
        f"{report.obligation.regime.name}, {period.label}",
        subtitle,
        papers.revision_sheet(revision),
        sender=[each.name.upper() for each in (above, report.unit) if each],
        day=day,
        foot=_("Digest of this version: %(digest)s") % {"digest": revision.digest},
    )
