"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, Door

DOORS = {"tai-khoan/password/reset/": Door(ANYBODY)}
