"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, Door

READERS = frozenset(
    {"administrator"}
)  # and inspectors, who stand in no table: see tests/test_inspector.py
DOORS = {
    "journal:entries": Door(READERS, sees=ANYBODY),
    "journal:export": Door(READERS, post=True, sees=ANYBODY),
}
