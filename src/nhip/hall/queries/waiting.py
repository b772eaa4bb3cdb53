"""What waits for whoever looks after an installation; and what came in where nobody looks."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.mail.keeping import named_server
from nhip.kit.text.rules import write_day
from nhip.office.notices.choices import LetterState
from nhip.office.notices.models import Letter
from nhip.organisation.accounts.models import User
from nhip.organisation.people.models import Appointment
from nhip.organisation.people.queries import unit_ids, units_with
from nhip.organisation.periods.access import may_keep
from nhip.organisation.periods.queries import bare_years
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import charges
from nhip.work.duties.access import CHECK
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation
from nhip.work.reports.access import FILL, SEND
from nhip.work.reports.models import Report

from ..access import keeps_accounts, keeps_mail, keeps_the_machine
from .brief import BriefLine

NAMED = 3  # units that a line names


def for_administrators(user: User, at: datetime) -> list[BriefLine]:
    """Return what waits for an administrator: people, units, holidays, mail, backup."""
    if not keeps_accounts(user):
        return []
    on = today(at)
    found = [*_accounts_without_post(on), *_units_without_people(on), *_holidays(user, on)]
    if keeps_mail(user):
        found += _mail()
    if keeps_the_machine(user):
        found += _backup()
    return found


def nobody_looks(user: User, at: datetime) -> list[BriefLine]:
    """Return the units below in which reports wait and nobody checks: told to those above them."""
    on = today(at)
    own = unit_ids(user, CHECK, on)
    standing = charges(on)
    below = {each for unit_id in own for each in standing.tree.subtree(unit_id)} - own
    if not below:
        return []
    waiting: dict[int, int] = {}
    for report in _waiting_for_a_check():
        above = standing.checker(report.unit_id, report.obligation.arose_on)
        if above in below:
            waiting[above] = waiting.get(above, 0) + 1
    lacking = waiting.keys() - units_with(CHECK, waiting, on)
    words = _("%(unit)s: nobody there checks")
    return [
        BriefLine(
            words % {"unit": standing.tree.node(unit_id).name},
            ngettext(
                "%(n)d report came in and nobody sees it. Have a planner or a chief appointed there.",
                "%(n)d reports came in and nobody sees them. Have a planner or a chief appointed there.",
                waiting[unit_id],
            )
            % {"n": waiting[unit_id]},
            reverse("units:unit", args=[unit_id]),
            "late",
        )
        for unit_id in standing.tree.ids
        if unit_id in lacking
    ]


def to_send(user: User, at: datetime) -> list[BriefLine]:
    """Return the reports of the unit on top that are made, and not noted as sent to the body outside."""
    own = unit_ids(user, SEND, today(at))
    made = Report.objects.filter(unit__in=own, status=Status.SUBMITTED).select_related(
        "obligation__regime", "obligation__period"
    )
    note = _("Made. Print it, send it, then note it as sent.")
    return [
        BriefLine(
            f"{each.obligation.regime.name}, {each.obligation.period.label}",
            note,
            reverse("reports:send", args=[each.pk]),
            "open",
        )
        for each in made.order_by("obligation__due_on", "pk")
        if each.obligation.regime.is_outward
    ]


def _waiting_for_a_check() -> list[Report]:
    found = Report.objects.filter(status=Status.SUBMITTED, obligation__excused_at=None)
    return list(found.select_related("obligation__period", "obligation__regime"))


def _accounts_without_post(on: date) -> list[BriefLine]:
    held = Appointment.objects.on(on).values("user")
    people = User.objects.filter(is_active=True, is_superuser=False).exclude(pk__in=held)
    # Readers who made their own account hold no post and need none: only those the office gave one.
    ours = Q(has_given_password=True) | Q(appointments__isnull=False)
    count = people.filter(ours).distinct().count()
    words = ngettext("%(n)d account holds no post", "%(n)d accounts hold no post", count)
    note = _("Whoever signs in with it finds no work: give a post, or close the account.")
    return (
        [BriefLine(words % {"n": count}, note, reverse("people:accounts"), "open")] if count else []
    )


def _units_without_people(on: date) -> list[BriefLine]:
    standing = charges(on).tree
    owing = set(Obligation.objects.open().values_list("unit_id", flat=True)) & set(standing.ids)
    silent = owing - units_with(FILL, owing, on)
    above = {unit_id for unit_id in standing.ids if standing.children(unit_id)}
    blind = above - units_with(CHECK, above, on)
    told = (
        (
            silent,
            _("Nobody reports for: %(units)s"),
            _("Give somebody there the role of reporter."),
        ),
        (
            blind,
            _("Nobody checks what comes in: %(units)s"),
            _("Give somebody there the role of planner or chief."),
        ),
    )
    lines = []
    for units, words, note in told:
        names = [standing.node(each).name for each in standing.ids if each in units]
        if names:
            said = ", ".join(names[:NAMED])
            if len(names) > NAMED:
                said = _("%(units)s and %(n)d more") % {"units": said, "n": len(names) - NAMED}
            lines.append(BriefLine(words % {"units": said}, note, reverse("people:new"), "open"))
    return lines


def _holidays(user: User, on: date) -> list[BriefLine]:
    years = bare_years({on.year, on.year + 1}) if may_keep(user) else []
    words = _("No holiday of %(year)s is written down")
    note = _("Its deadlines count every Monday to Friday as worked.")
    page = reverse("periods:calendar")
    return [
        BriefLine(words % {"year": year}, note, f"{page}?nam={year}#ngay-nghi", "open")
        for year in years
    ]


def _mail() -> list[BriefLine]:
    page = reverse("notices:mail")
    if not named_server():
        note = _("Nobody is told by letter, and a forgotten password has no way back by mail.")
        return [BriefLine(_("No mail server is set"), note, page, "open")]
    last = Letter.objects.exclude(state=LetterState.WAITING).order_by("-pk").first()
    if last and last.state == LetterState.OVER:
        note = _("Its page says what the server answered.")
        return [BriefLine(_("The last letter was not sent"), note, page, "late")]
    return []


def _backup() -> list[BriefLine]:
    """Say when the last backup was made, as the log beside the database has it."""
    lines: list[str] = []
    with suppress(OSError):
        lines = (settings.DATA / "backup.log").read_text().splitlines()
    last = None
    for line in reversed(lines):
        if " backup " not in line:
            continue
        with suppress(ValueError):
            last = datetime.fromisoformat(line.split(" ", 1)[0]).date()
            break
    note = _("On the machine: nhip backup --to FILE. Keep the file elsewhere.")
    words = _("Last backup: %(day)s") % {"day": write_day(last)} if last else _("No backup yet")
    return [BriefLine(words, note, reverse("hall:next"), "done" if last else "open")]
