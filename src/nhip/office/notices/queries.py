"""A person's inbox; letters and what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser

from nhip.kit.mail.posting import PostOutcome
from nhip.organisation.accounts.models import User

from .choices import OUTCOMES, LetterState
from .models import Letter, Notice, Notices


def unread(user: User | AnonymousUser) -> Notices:
    """Return what the person has not read yet, the newest first."""
    return Notice.objects.visible_to(user).unread()


def mailed_about(links: Collection[str]) -> set[int]:
    """Return whom a letter brings, or brought, a line that leads to one of these pages."""
    letters = Letter.objects.filter(notice__link__in=links)
    return set(letters.values_list("notice__user", flat=True))


SHOWN = 30  # letters
PATIENCE = timedelta(seconds=40)  # that a page looks again for the answer to a test


@dataclass(frozen=True)
class LetterLine:
    """A letter as the page shows it: `words` says in ours how it ended, `said` what the server said."""

    letter: Letter
    words: str

    @property
    def kind(self) -> str:
        """Return the colour of its state."""
        return {LetterState.SENT: "ok", LetterState.OVER: "bad"}.get(
            LetterState(self.letter.state), "warn" if self.letter.outcome else "plain"
        )


def last_letters() -> list[LetterLine]:
    """Return the latest letters, the newest first."""
    return [
        LetterLine(each, str(OUTCOMES[PostOutcome(each.outcome)]) if each.outcome else "")
        for each in Letter.objects.defer("sealed")[:SHOWN]
    ]


def waiting_letters() -> int:
    """Return how many letters wait for the server."""
    return Letter.objects.filter(state=LetterState.WAITING).count()


def is_awaited(lines: list[LetterLine], at: datetime) -> bool:
    """Tell whether the answer to the latest test may come any moment."""
    tests = [line.letter for line in lines if line.letter.is_test][:1]
    return any(
        test.state == LetterState.WAITING and not test.outcome and at - test.made_at < PATIENCE
        for test in tests
    )
