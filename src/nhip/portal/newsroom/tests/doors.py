"""Who may open the addresses of this room."""

from nhip.portal.newsroom.models import NewsStep
from nhip.portal.newsroom.tests.verbs import handed_in
from tests.doors import ANYBODY, EDITORS, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"article": handed_in(stage).pk, "step": NewsStep.objects.latest("pk").pk}


PUBLISHER = frozenset({"publisher"})
KEEPERS = frozenset({"administrator", "publisher"})
DOORS = {
    "newsroom:board": Door(EDITORS, sees=ANYBODY),
    "newsroom:calendar": Door(EDITORS, sees=ANYBODY),
    "newsroom:from_word": Door(EDITORS, sees=ANYBODY),
    "newsroom:steps": Door(KEEPERS, sees=ANYBODY),
    "newsroom:step": Door(KEEPERS, "step", sees=ANYBODY),
    "newsroom:hand_in": Door(EDITORS, "article", post=True, sees=ANYBODY),
    "newsroom:pass_on": Door(PUBLISHER, "article", post=True, sees=ANYBODY),
    "newsroom:give_back": Door(EDITORS, "article", post=True, sees=ANYBODY),
    "newsroom:take_back": Door(frozenset({"editor"}), "article", post=True, sees=ANYBODY),
}
