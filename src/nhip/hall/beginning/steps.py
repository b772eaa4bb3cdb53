"""The steps of the first run, in order, and which of them have been taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACCOUNT, BODY, LEVELS, CALENDAR, UNITS, PEOPLE, STARTER, MAIL, FINISH = (
    "account", "body", "levels", "calendar", "units", "people", "starter", "mail", "finish",
)  # fmt: skip
NAMES: dict[str, str | Promise] = {
    ACCOUNT: _("Your account"),
    BODY: _("The organisation"),
    LEVELS: _("Levels"),
    CALENDAR: _("Calendar"),
    UNITS: _("Units"),
    PEOPLE: _("Accounts"),
    STARTER: _("Starter set"),
    MAIL: _("Mail"),
    FINISH: _("Finish"),
}
ORDER = tuple(NAMES)
NEEDED = (BODY, LEVELS, CALENDAR)
"""Without these nothing can be finished; the others can be left for later."""


@dataclass(frozen=True)
class SetupStep:
    """One line of the list of steps."""

    key: str
    number: int
    name: str | Promise
    is_taken: bool
    is_here: bool
    is_open: bool

    @property
    def mark(self) -> str:
        """Return the name of the beat that draws it."""
        return "done" if self.is_taken else "open" if self.is_here else "wait"


def steps(taken: Collection[str], here: str) -> list[SetupStep]:
    """Return all steps; those after the organisation open once that stands."""
    done = {ACCOUNT, *taken}
    return [
        SetupStep(
            key,
            number,
            name,
            key in done,
            key == here,
            is_open=ACCOUNT not in (key, here) and (key == BODY or BODY in done),
        )
        for number, (key, name) in enumerate(NAMES.items(), start=1)
    ]


def after(step: str) -> str:
    """Return the step that follows."""
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def before(step: str) -> str:
    """Return the step to go back to; the account is made once."""
    return ORDER[max(ORDER.index(step) - 1, 1)]


def first_open(taken: Collection[str]) -> str:
    """Return the step where somebody who comes back goes on."""
    return next((step for step in ORDER[1:] if step not in taken), FINISH)
