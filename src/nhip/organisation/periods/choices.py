from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodKind(models.TextChoices):
    """Lengths of a reporting period. Weeks never tile months; an ad hoc period has its own days.

    Named days are those of a calendar: a period runs from the day after one to the next.
    """

    WEEK = "week", _("week")
    TEN_DAYS = "tendays", _("ten days")
    NAMED_DAYS = "named", _("up to named days")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    NINE_MONTHS = "nine", _("nine months")
    YEAR = "year", _("year")
    FIVE_YEARS = "five", _("five years")
    AD_HOC = "adhoc", _("ad hoc")


class NotWorked(models.TextChoices):
    """What becomes of a due day on which nobody works."""

    AS_WRITTEN = "written", _("the day stays as written")
    NEXT = "next", _("the next working day")


class DueRule(models.TextChoices):
    """How a deadline is counted from the end of its period."""

    MONTH_DAY = "month_day", _("on a day of the period's last month")
    WORKING_DAYS = "working_days", _("so many working days after the cut-off")
    DAYS = "days", _("so many days after the cut-off")
    WEEKDAY = "weekday", _("within the period, on a weekday of its last seven days")
