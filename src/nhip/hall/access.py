"""Who sets an installation up, and who joins the two wings: a review becomes an article's draft."""

from nhip.office.notices.access import KEEP_MAIL
from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions.keeping import KEEP
from nhip.organisation.people.choices import Role, Scope
from nhip.work.reviews.models import Review

DRAFT, MIND_CALENDAR = "hall.draft_article", "hall.mind_calendar"
INSPECT = "hall.inspect"

PERMISSIONS = {
    "hall.begin": {Role.ADMINISTRATOR: Scope.SUBTREE},
    DRAFT: {
        Role.PLANNER: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    "hall.see_articles": {
        Role.PLANNER: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
    },
    # in whose menu the articles stand: editors have the newsroom
    "hall.follow_articles": {Role.PLANNER: Scope.SUBTREE, Role.INSPECTOR: Scope.SUBTREE},
    MIND_CALENDAR: {
        Role.PLANNER: Scope.OWN
    },  # a chief could do nothing about a year without holidays
    INSPECT: {Role.INSPECTOR: Scope.SUBTREE},
    "hall.see_brief": dict.fromkeys((Role.PLANNER, Role.CHIEF, Role.INSPECTOR), Scope.SUBTREE),
}


def may_draft_article(user: User, review: Review) -> bool:
    """Return whether the user may prepare an article from a review, whose figures its approval lets out."""
    return review.approved_at is not None and user.has_perm(DRAFT, review.conference.organ.unit)


def has_a_desk(user: User) -> bool:
    """Return whether any work may wait for the user."""
    return user.has_perm("people.work")


def inspects(user: User) -> bool:
    """Return whether the user is told what may be looked at: nothing ever waits for an inspector."""
    return user.has_perm(INSPECT)


def minds_the_calendar(user: User) -> bool:
    """Return whether a year without holidays is told to the user as a planner."""
    return user.has_perm(MIND_CALENDAR)


def keeps_accounts(user: User) -> bool:
    """Return whether what is missing of people and units is told to the user."""
    return user.has_perm(KEEP)


def keeps_mail(user: User) -> bool:
    """Return whether the state of mail is told to the user."""
    return user.has_perm(KEEP_MAIL)


def keeps_the_machine(user: User) -> bool:
    """Return whether backups are told to the user."""
    return user.has_perm("hall.begin")
