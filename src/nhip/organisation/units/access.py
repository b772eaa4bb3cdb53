"""Which units a person may look at."""

from nhip.organisation.accounts.models import User

from .models import Unit


def seen_by(user: User) -> set[int]:
    """Return the units a person may see: the room of people answers for each, from what it keeps."""
    return {
        unit_id
        for unit_id in Unit.objects.values_list("pk", flat=True)
        if user.has_perm("units.see", Asked(unit_id))
    }


class Asked:
    """A unit as a permission is asked for: its id is enough."""

    def __init__(self, unit_id: int) -> None:
        self.unit_id = unit_id
