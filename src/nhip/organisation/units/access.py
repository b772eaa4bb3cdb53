"""Which units a person may look at, found and change; pages and actions ask the same questions."""

from nhip.organisation.accounts.models import User

from .models import Organ, Unit

CREATE, CHANGE = "units.create", "units.change"


def seen_by(user: User) -> set[int]:
    """Return the units a person may see: the room of people answers for each, from what it keeps."""
    return {
        unit_id
        for unit_id in Unit.objects.values_list("pk", flat=True)
        if user.has_perm("units.see", UnitAsked(unit_id))
    }


class UnitAsked:
    """A unit as a permission is asked for: its id is enough."""

    def __init__(self, unit_id: int) -> None:
        self.unit_id = unit_id


def may_import(user: User) -> bool:
    """Return whether the user may take a list of units in: whoever founds units anywhere."""
    return user.has_perm(CREATE)


def may_change(user: User, unit: Unit) -> bool:
    """Return whether the user may change a unit by a decision, and open its organs."""
    return user.has_perm(CHANGE, unit)


def may_open_organs(user: User) -> bool:
    """Return whether the user may open organs of some unit."""
    return user.has_perm(CHANGE)


def may_keep_organ(user: User, organ: Organ) -> bool:
    """Return whether the user may correct and close an organ, its number series and its signers."""
    return may_change(user, organ.unit)
