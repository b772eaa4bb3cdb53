"""Who works in the newsroom, who keeps its steps, and whose turn it is."""

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.portal.news.models import HomePage

from .choices import StepDoer
from .models import HandedIn

KEEP = "newsroom.keep"
PERMISSIONS = {KEEP: dict.fromkeys((Role.ADMINISTRATOR, Role.PUBLISHER), Scope.SUBTREE)}


def may_edit(user: User) -> bool:
    """Return whether the user hands articles in."""
    return user.has_perm("news.edit")


def may_keep(user: User) -> bool:
    """Return whether the user says what the steps are and how long they may take."""
    return user.has_perm(KEEP)


def may_make_sections(user: User, home: HomePage | None) -> bool:
    """Return whether the user may put a section under the site's home page."""
    return bool(home and home.permissions_for_user(user).can_add_subpage())


def decides(user: User) -> list[str]:
    """Return the permissions of the steps that wait for people like this user."""
    return [verb for verb in StepDoer.values if user.has_perm(verb)]


def may_decide(user: User, handed_in: HandedIn) -> bool:
    """Return whether the step an article is at waits for people like this user."""
    return handed_in.step.permission in decides(user)


def may_take_back(user: User, handed_in: HandedIn) -> bool:
    """Return whether it is the user's own article."""
    return may_edit(user) and user in handed_in.writers()
