"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, Door

DOORS = {"notices:mail": Door(frozenset({"administrator"}), sees=ANYBODY)}
