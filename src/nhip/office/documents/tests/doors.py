"""Who may open the addresses of this room."""

from nhip.office.documents.models import PaperKind
from tests.doors import ANYBODY, REGION, STAFF, Door, Stage

from .makers import filed

PLANNER = frozenset({"planner"})
READERS = REGION | {"administrator"}


def made(stage: Stage) -> dict[str, object]:
    paper = stage.world.directive
    kind = PaperKind.objects.first()
    return {
        "kind": kind and kind.pk,
        "document": paper.pk,
        "file": filed(paper, stage.cast.planner).pk,
    }


DOORS = {
    "documents:list": Door(STAFF, sees=ANYBODY),
    "documents:new": Door(PLANNER, sees=ANYBODY),
    "documents:take_in": Door(PLANNER, sees=ANYBODY),
    "documents:template": Door(PLANNER, sees=ANYBODY),
    "documents:authority_list": Door(frozenset({"administrator"}), sees=ANYBODY),
    "documents:authority_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "documents:kinds": Door(STAFF, sees=ANYBODY),
    "documents:rename_kind": Door(PLANNER | {"administrator"}, "kind", sees=ANYBODY),
    "documents:document": Door(READERS, "document"),
    "documents:correct": Door(PLANNER, "document", sees=READERS),
    "documents:add_file": Door(PLANNER, "document", post=True, sees=READERS),
    "documents:download": Door(READERS, "file"),
    "documents:take_file_out": Door(PLANNER, "file", post=True, sees=READERS),
}
