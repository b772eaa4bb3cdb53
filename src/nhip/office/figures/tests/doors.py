"""Who may open the addresses of this room."""

from nhip.office.figures.actions import compare_noted, pin, release
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Cause, Pin, Release
from nhip.portal.news.models import HOLDER
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, Door, Stage

RELEASERS = frozenset({"chief", "publisher"})


def made(stage: Stage) -> dict[str, object]:
    first = Release.objects.standing().earliest("pk").pk
    return {
        "release": first,
        "pin": Pin.objects.filter(holder=HOLDER).earliest("pk").pk,
        "note": f"{moved(stage).pk}-{HOLDER}-{stage.article.pk}",
    }


def moved(stage: Stage) -> Cause:
    """Something moved a figure of an article, and an editor has to decide."""
    ref, text = (
        stage.world.half.reference("trainees"),
        {"holder": HOLDER, "holder_id": stage.article.pk},
    )
    release(ref, by=stage.cast.chief, at=LATER)
    bound = pin(ref, **text, by=stage.cast.editor, at=LATER)
    compare_noted()  # or the stage's own comparing finds that it agrees
    cause = Cause.objects.create(key="doors", words="Một lớp bị gạch.", at=LATER)
    said = {"state": PinState.CHANGED, "new_amount": 9, "last_cause": cause}
    Pin.objects.filter(pk=bound.pk).update(**said)
    return cause


DOORS = {
    "figures:decide": Door(EDITORS, "pin"),
    "figures:decide_changes": Door(EDITORS, "note"),
    "figures:releases": Door(RELEASERS | {"unit_chief"}, sees=ANYBODY),
    "figures:withdraw": Door(RELEASERS, "release"),
}
