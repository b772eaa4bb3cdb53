"""Who may open the addresses of this room."""

from tests.doors import ANYBODY, REGION, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"conference": stage.world.conference.pk, "review": stage.world.review.pk}


DOORS = {
    "reviews:list": Door(REGION | {"unit_chief"}, sees=ANYBODY),
    "reviews:conference": Door(REGION, "conference"),
    "reviews:approve": Door(frozenset({"chief"}), "review", post=True, sees=REGION),
}
