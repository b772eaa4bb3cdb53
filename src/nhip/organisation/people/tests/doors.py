"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, STAFF, Door, Stage

ADMINISTRATOR = frozenset({"administrator"})


def made(stage: Stage) -> dict[str, object]:
    return {"account": stage.cast.reader.pk}


DOORS = {
    "people:accounts": Door(ADMINISTRATOR, sees=ANYBODY),
    "people:account": Door(ADMINISTRATOR, "account", sees=ANYBODY),
    "people:give": Door(ADMINISTRATOR, "account", post=True, sees=ANYBODY),
    "people:import": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:list_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:passwords": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:renew": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:new_authority": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:authority": Door(STAFF, sees=ANYBODY),
}
