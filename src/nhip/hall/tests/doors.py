"""Who may open the addresses of this room."""

from nhip.hall.beginning import steps
from nhip.hall.beginning.actions import open_door, take_step
from nhip.hall.models import Beginning
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, REGION, ROLES, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    # No verb begins where somebody is already; here pages of the first run are shown to everybody.
    Beginning.objects.create(started_at=LATER)
    door = open_door(at=LATER)
    assert door
    take_step(steps.BODY, by=stage.cast.administrator, at=LATER)
    return {"key": door.key, "article": stage.article.pk, "review": stage.world.review.pk}


DOORS = {
    "beginning:account": Door(ANYBODY, "key"),
    **{
        f"beginning:{step}": Door(frozenset({"administrator"}), sees=ANYBODY)
        for step in (
            "go_on",
            "body",
            "levels",
            "calendar",
            "units",
            "people",
            "starter",
            "mail",
            "finish",
        )
    },
    "hall:next": Door(frozenset({"administrator"}), sees=ANYBODY),
    "hall:desk": Door(frozenset(ROLES)),
    "hall:brief": Door(frozenset({"planner", "chief", "unit_chief"}), sees=ANYBODY),
    "hall:inbox": Door(frozenset(ROLES)),
    "hall:articles": Door(EDITORS | {"planner"}, sees=ANYBODY),
    "hall:changed_pins": Door(
        EDITORS | {"chief", "planner", "unit_chief", "reporter", "stranger"}, sees=ANYBODY
    ),  # who writes a text decides about its figures
    "hall:draft_article": Door(
        EDITORS | {"planner"}, "review", post=True, sees=REGION | {"administrator"}
    ),
}
