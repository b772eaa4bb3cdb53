"""What was handed in, on paper."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from nhip.kit.text import pages
from nhip.kit.text.rules import write_day
from nhip.organisation.periods.rules import today
from nhip.organisation.units.choices import Layout
from nhip.organisation.units.queries import tree_of
from nhip.work.forms.printed import PaperFrame, paper_of

from . import papers, queries
from .models import Revision, Sending


def revision_paper(revision: Revision) -> pages.Paper:
    """Return what was handed in; what goes outside bears number and addressee, or room for them."""
    report = revision.report
    period = report.obligation.period
    subtitle = _("Period from %(start)s to %(end)s") % {
        "start": write_day(period.start_on),
        "end": write_day(period.end_on - timedelta(1)),
    }
    if not report.obligation.regime.is_outward:
        handed_in = _("handed in on %(day)s, version %(n)d") % {
            "day": write_day(today(revision.submitted_at)),
            "n": revision.number,
        }
        subtitle = f"{subtitle}; {handed_in}"
    return paper_of(
        report.form,
        f"{report.obligation.regime.name}, {period.label}",
        subtitle,
        papers.revision_sheet(revision),
        frame=_frame(revision),
    )


def _frame(revision: Revision) -> PaperFrame:
    report, regime = revision.report, revision.report.obligation.regime
    period = report.obligation.period
    above = tree_of(period.start_on, period.end_on).parent(report.unit_id)
    signed_on = today(revision.submitted_at)
    organ = queries.organ_of(report, signed_on)
    layout = (organ or regime.organ).layout
    day: date | None = signed_on
    number = addressee = ""
    if regime.is_outward:
        sent = Sending.objects.filter(revision=revision).first()
        day = sent.sent_on if sent else None
        number = _number(sent.number if sent else "", layout)
        to = (sent.recipient if sent else regime.recipient) or "…" * 12
        addressee = _("To: %(recipient)s") % {"recipient": to}
    return PaperFrame(
        layout,
        [each.name.upper() for each in (above, report.unit) if each],
        day,
        queries.signs_as(revision, organ, signed_on).upper(),
        number,
        addressee,
        _("Digest of this version: %(digest)s") % {"digest": revision.digest},
    )


def _number(number: str, layout: str) -> str:
    """Write a number as its family of layout does; with room for it while none is given."""
    if layout == Layout.PARTY:
        return _("No. %(number)s") % {"number": number or "…-BC/…"}
    return _("No.: %(number)s") % {"number": number or "…/BC-…"}
