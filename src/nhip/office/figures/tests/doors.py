"""Who may open the addresses of this room."""

from nhip.office.figures.models import Pin
from nhip.portal.news.models import HOLDER
from tests.doors import EDITORS, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"pin": Pin.objects.filter(holder=HOLDER).earliest("pk").pk}


DOORS = {
    "figures:decide": Door(EDITORS, "pin"),
}
