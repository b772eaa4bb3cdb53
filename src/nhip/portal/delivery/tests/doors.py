"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"home": stage.home.pk}


DOORS = {
    "delivery:personal": Door(ANYBODY, "home"),
}
