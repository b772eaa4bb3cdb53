"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, EDITORS, Door

DOORS = {
    "robots.txt": Door(ANYBODY),
    "favicon.ico": Door(ANYBODY),
    "bien-tap/login/": Door(EDITORS | {"administrator"}, sees=ANYBODY),
}
