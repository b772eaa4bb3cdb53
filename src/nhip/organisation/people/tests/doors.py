"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, STAFF, Door

DOORS = {
    "people:import": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:list_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:passwords": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:renew": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:new_authority": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:authority": Door(STAFF, sees=ANYBODY),
}
