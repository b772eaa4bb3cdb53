"""Reading what the feeds share, and writing ages for people. Pure: no query, no clock, no float."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.validators import URLValidator
from django.utils.translation import ngettext, pgettext

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.kit.text.rules import write_figure


def moment(written: object, zone: Any) -> datetime:
    """Read a moment of ISO 8601; one without a zone is local time. Raises FeedFailure."""
    try:
        said = datetime.fromisoformat(str(written))
    except ValueError as error:
        raise FeedFailure(Reason.RUBBISH) from error
    return said if said.tzinfo else said.replace(tzinfo=zone)


def scaled(value: Decimal, decimals: int) -> int:
    """Return the whole number of the smallest units kept: tenths, hundredths."""
    return int(value.scaleb(decimals).to_integral_value(ROUND_HALF_UP))


_of_another_site = URLValidator(["http", "https"])
_OF_THIS_SITE = re.compile(r"/(?![/\\])[^\s\\]*")


def check_link(address: str) -> None:
    """Let through an address of another site or a path of this one. Raises ValidationError."""
    if not _OF_THIS_SITE.fullmatch(address):
        _of_another_site(address)


HOUR = timedelta(hours=1)
HOURS_TOLD = 48


def write_age(age: timedelta) -> str:
    """Write how old something is in its largest whole unit: "3 days ago"."""
    hours = age // HOUR
    if hours < 1:
        return pgettext("age of data", "within the last hour")
    if hours < HOURS_TOLD:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    days = age.days
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": write_figure(days, 0)}


def next_age(age: timedelta, limit: timedelta) -> timedelta:
    """Return the next age at which the panel says something else: a whole unit more, or past the limit."""
    step = HOUR if age < HOURS_TOLD * HOUR else timedelta(days=1)
    follows = (age // step + 1) * step
    return min(follows, limit) if age <= limit else follows


def write_limit(hours: int) -> str:
    """Write an age limit: "3 days", "6 hours"."""
    if hours >= 24 and hours % 24 == 0:
        days = hours // 24
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
