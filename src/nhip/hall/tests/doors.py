"""Who may open the addresses of this room."""

from hashlib import sha256

from nhip.hall.models import Beginning
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, REGION, ROLES, Door, Stage

KEY = "printed-at-the-start"


def made(stage: Stage) -> dict[str, object]:
    Beginning.objects.create(
        started_at=LATER, key_digest=sha256(KEY.encode()).hexdigest(), taken=["body"]
    )
    return {"key": KEY, "article": stage.article.pk, "review": stage.world.review.pk}


DOORS = {
    "beginning:account": Door(ANYBODY, "key"),
    **{
        f"beginning:{step}": Door(frozenset({"administrator"}), sees=ANYBODY)
        for step in ("go_on", "body", "levels", "calendar", "units", "people", "starter", "finish")
    },
    "hall:next": Door(frozenset({"administrator"}), sees=ANYBODY),
    "hall:desk": Door(frozenset(ROLES)),
    "hall:brief": Door(frozenset({"planner", "chief", "unit_chief"}), sees=ANYBODY),
    "hall:inbox": Door(frozenset(ROLES)),
    "hall:articles": Door(EDITORS | {"planner"}, sees=ANYBODY),
    "hall:changed_pins": Door(EDITORS | {"chief", "unit_chief"}, sees=ANYBODY),
    "hall:release_article": Door(EDITORS | {"planner"}, "article", sees=ANYBODY),
    "hall:draft_article": Door(
        EDITORS | {"planner"}, "review", post=True, sees=REGION | {"administrator"}
    ),
}
