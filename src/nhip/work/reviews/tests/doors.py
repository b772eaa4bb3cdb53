"""Who may open the addresses of this room."""

from nhip.work.reviews.rules import PersonWords
from tests.doors import ANYBODY, REGION, Door, Stage

from .makers import come

PLANNER = frozenset({"planner"})
READERS = REGION | {"administrator"}


def made(stage: Stage) -> dict[str, object]:
    world = stage.world
    words = PersonWords("Nguyễn Văn An", post="Trưởng phòng")
    guest = come(world.conference, ["attends"], words=words, by=stage.cast.planner)
    return {
        "conference": world.conference.pk,
        "review": world.review.pk,
        "half": world.half.pk,
        "guest": guest.pk,
    }


DOORS = {
    "reviews:list": Door(READERS | {"unit_chief"}, sees=ANYBODY),
    "reviews:new": Door(PLANNER, sees=ANYBODY),
    "reviews:conferences_list": Door(PLANNER, sees=ANYBODY),
    "reviews:conferences_template": Door(PLANNER, sees=ANYBODY),
    "reviews:conference": Door(READERS, "conference"),
    "reviews:record": Door(READERS, "conference"),
    "reviews:correct": Door(PLANNER, "conference", sees=READERS),
    "reviews:new_review": Door(PLANNER, "conference", sees=READERS),
    "reviews:people": Door(READERS, "conference"),
    "reviews:add_people": Door(PLANNER, "conference", sees=READERS),
    "reviews:people_list": Door(PLANNER, "conference", sees=READERS),
    "reviews:people_template": Door(PLANNER, "conference", sees=READERS),
    "reviews:participant": Door(READERS, "guest"),
    "reviews:correct_person": Door(PLANNER, "guest", sees=READERS),
    "reviews:review": Door(READERS, "half"),
    "reviews:correct_review": Door(PLANNER, "half", sees=READERS),
    "reviews:figures": Door(PLANNER, "half", sees=READERS),
    "reviews:text": Door(PLANNER, "half", sees=READERS),
    "reviews:approve": Door(frozenset({"chief"}), "review", post=True, sees=READERS),
}
