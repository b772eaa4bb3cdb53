"""Which role may do what: every room declares its verbs here in `apps.ready()`."""

from collections.abc import Mapping

from .choices import Role, Scope

Allowed = Mapping[Role, Scope]

_allowed: dict[str, Allowed] = {}


def allow(table: Mapping[str, Allowed]) -> None:
    """Declare verbs: `allow({"reports.fill": {Role.REPORTER: Scope.OWN}})`.

    `Role.READER` stands for everybody who is signed in, appointed or not, and for every unit.
    """
    for verb, allowed in table.items():
        if _allowed.setdefault(verb, allowed) != allowed:
            raise ValueError(f"{verb} is declared twice")


def roles_for(verb: str) -> Allowed | None:
    """Return who may do this verb and how far it reaches, or None for a verb nobody declared."""
    return _allowed.get(verb)
