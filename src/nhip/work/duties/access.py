"""Who may do what with duties, and who stands above whom."""

from collections.abc import Collection
from datetime import date

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.queries import people_with, unit_ids
from nhip.organisation.units.queries import charges, tree
from nhip.organisation.units.rules import Charges, Under

from .models import Obligation, Regime

CHECK, REGULATE = "duties.check", "duties.regulate"
ASK_TIME = "duties.ask_time"

# CHECK is asked of the unit that stood directly above on the day a duty arose, no other, or of who
# stands for it today: it checks what answers the duty, grants more time and excuses. So does who asked a
# question, of whichever level it was asked.
ALLOWED = {
    "duties.see": {
        Role.REPORTER: Scope.OWN,
        Role.PLANNER: Scope.SUBTREE,
        Role.CHIEF: Scope.SUBTREE,
        Role.EDITOR: Scope.SUBTREE,
        Role.PUBLISHER: Scope.SUBTREE,
        Role.INSPECTOR: Scope.SUBTREE,
    },
    CHECK: {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    REGULATE: {Role.PLANNER: Scope.OWN, Role.CHIEF: Scope.OWN},
    ASK_TIME: {Role.REPORTER: Scope.OWN, Role.CHIEF: Scope.OWN},
    "duties.oblige": {Role.PLANNER: Scope.BELOW, Role.CHIEF: Scope.BELOW},
}


def checked(user: User, on: date) -> Under:
    """Return what comes in to where the user checks: one level, not more, as it stood when a duty arose."""
    return charges(on).under(unit_ids(user, CHECK, on))


def may_check(user: User, obligation: Obligation, on: date) -> bool:
    """Return whether the user checks what answers an obligation, and decides on it."""
    return not checking_units(obligation, charges(on)).isdisjoint(unit_ids(user, CHECK, on))


def asking_unit(obligation: Obligation) -> int | None:
    """Return the unit that asked what an obligation answers; none for what comes round."""
    regime = obligation.regime
    return regime.organ.unit_id if regime.is_one_off else None


def checking_units(obligation: Obligation, standing: Charges) -> set[int]:
    """Return the units that check what answers an obligation: directly above, and who asked the question."""
    above = standing.checker(obligation.unit_id, obligation.arose_on)
    return {each for each in (above, asking_unit(obligation)) if each is not None}


def checks_anywhere(user: User) -> bool:
    """Return whether checking is among what the user does."""
    return user.has_perm(CHECK)


def may_grant(user: User, obligation: Obligation, on: date) -> bool:
    """Return whether more time and an excuse are this person's to give, for an obligation of any state.

    Whoever checks gives them. What goes to a body outside nobody here checks: who writes regimes for the
    unit on top notes what that body has granted.
    """
    if obligation.regime.is_outward:
        return obligation.unit_id in unit_ids(user, REGULATE, on)
    return may_check(user, obligation, on)


def may_decide(user: User, obligation: Obligation, on: date) -> bool:
    """Return whether the user may grant more time for an obligation or excuse the unit from it."""
    return obligation.is_undecided and may_grant(user, obligation, on)


def may_lift(user: User, obligation: Obligation, on: date) -> bool:
    """Return whether the user may let an excused unit owe its report again."""
    was_decided = obligation.is_excused and not obligation.has_fallen
    return was_decided and may_grant(user, obligation, on)


def may_ask_time(user: User, obligation: Obligation, on: date) -> bool:
    """Return whether the user is of the unit that owes it, or that stands for it, and somebody checks it."""
    standing = charges(on)
    if standing.checker(obligation.unit_id, obligation.arose_on) is None:
        return False
    return standing.of(obligation.unit_id).unit_id in unit_ids(user, ASK_TIME, on)


def may_regulate(user: User) -> bool:
    """Return whether the user may write regimes, of whichever organ."""
    return user.has_perm(REGULATE)


def may_change(user: User, regime: Regime) -> bool:
    """Return whether the user may change a draft and put it into force; what is in force stays."""
    return regime.is_draft and user.has_perm(REGULATE, regime.organ)


def may_decide_on(user: User, regime: Regime) -> bool:
    """Return whether the user may end, replace or withdraw a regime in force, or change its units."""
    is_on = not regime.is_draft and regime.withdrawn_at is None
    return is_on and user.has_perm(REGULATE, regime.organ)


def may_ask_once(user: User, regime: Regime) -> bool:
    """Return whether the user may ask for a report outside the calendar, of an ad hoc regime in force."""
    return regime.is_asked_once and user.has_perm(REGULATE, regime.organ)


def directly_below(unit_ids: Collection[int], on: date) -> set[int]:
    """Return the units one level below these on a day."""
    if not unit_ids:
        return set()
    places = tree(on)
    return {child.id for unit_id in unit_ids for child in places.children(unit_id)}


def checkers(obligation: Obligation, on: date) -> list[User]:
    """Return the people who check what answers an obligation."""
    return _deciding(checking_units(obligation, charges(on)), on)


def askers(obligation: Obligation, by: User, on: date) -> list[User]:
    """Return the people who asked a question, where somebody of another unit decides on an answer."""
    asking = asking_unit(obligation)
    if asking is None or asking in unit_ids(by, CHECK, on):
        return []
    return _deciding({asking}, on)


def _deciding(units: Collection[int], on: date) -> list[User]:
    places = [(unit, role) for unit in sorted(units) for role in ALLOWED[CHECK]]
    return [user for unit, role in places for user in people_with(role, unit, on)]


def reporters(unit_id: int, on: date) -> list[User]:
    """Return who reports for a unit: its reporters, or those of the unit that stands for it.

    Where a closed unit went to one without reporters, that is whoever fills in from above.
    """
    standing = charges(on)
    charge = standing.of(unit_id)
    found = people_with(Role.REPORTER, charge.unit_id, on)
    if found or charge.unit_id == unit_id:
        return found
    above = None if charge.is_above else standing.tree.parent(charge.unit_id)
    return people_with(Role.PLANNER, above.id if above else charge.unit_id, on)
