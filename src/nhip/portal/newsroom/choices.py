from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.portal.news.access import PUBLISH


class StepDoer(models.TextChoices):
    """Whom a step waits for: those who have this permission."""

    EDITORS = "news.edit", _("an editor")
    PUBLISHERS = PUBLISH, _("a publishing editor")


class ArticleState(models.TextChoices):
    """Where an article stands; the values stand in addresses."""

    WRITING = "dang-viet", pgettext_lazy("article", "being written")
    HANDED_IN = "da-trinh", pgettext_lazy("article", "handed in")
    RETURNED = "tra-lai", pgettext_lazy("article", "returned")
    PUBLIC = "cong-khai", _("public")
    CHANGED = "da-sua", _("public, changed since")
    WITHDRAWN = "da-rut", pgettext_lazy("article", "withdrawn")

    @property
    def chip(self) -> str:
        """Return the colour of its chip."""
        kinds = {
            ArticleState.HANDED_IN: "info",
            ArticleState.RETURNED: "warn",
            ArticleState.PUBLIC: "ok",
            ArticleState.CHANGED: "info",
            ArticleState.WITHDRAWN: "bad",
        }
        return kinds.get(self, "plain")


class CalendarSpan(models.TextChoices):
    """How much of the calendar is shown; the values stand in addresses."""

    MONTH = "thang", _("Month")
    WEEK = "tuan", _("Week")

    @property
    def most_a_day(self) -> int:
        """Return how many events of a day are shown."""
        return 6 if self == CalendarSpan.MONTH else 100


class NewsEvent(models.TextChoices):
    """What happens to an article at a moment."""

    PUBLISHED = "public", pgettext_lazy("article", "published")
    GOES_OUT = "goes_out", pgettext_lazy("article", "goes out")
    EXPIRES = "expires", pgettext_lazy("article", "is withdrawn")
    STEP_DUE = "step_due", _("step due")

    @property
    def chip(self) -> str:
        """Return the colour of its chip."""
        kinds = {
            NewsEvent.PUBLISHED: "ok",
            NewsEvent.GOES_OUT: "info",
            NewsEvent.EXPIRES: "bad",
        }
        return kinds.get(self, "warn")


FIRST_STEPS = [
    (_("Looked through"), StepDoer.EDITORS, False),
    (_("Signed and published"), StepDoer.PUBLISHERS, True),
]
"""What an installation begins with: name, whom it waits for, whether it is in use."""
