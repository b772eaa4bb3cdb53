"""Who may open the addresses of this room."""

from nhip.office.figures.models import Pin, Release
from nhip.portal.news.models import HOLDER
from tests.doors import ANYBODY, EDITORS, Door, Stage

RELEASERS = frozenset({"chief", "publisher"})


def made(stage: Stage) -> dict[str, object]:
    release = Release.objects.standing().earliest("pk").pk
    return {"release": release, "pin": Pin.objects.filter(holder=HOLDER).earliest("pk").pk}


DOORS = {
    "figures:decide": Door(EDITORS, "pin"),
    "figures:releases": Door(RELEASERS | {"unit_chief"}, sees=ANYBODY),
    "figures:withdraw": Door(RELEASERS, "release"),
}
