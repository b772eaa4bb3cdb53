"""What each verb of this room does, and who may."""

from nhip.portal.shelves.actions import make_shelf, set_shelf
from nhip.portal.shelves.choices import ShelfKind
from nhip.portal.shelves.models import Shelf
from nhip.work.reports.tests.desk import LATER
from tests.verbs import Verb

EDITORS = frozenset({"editor", "publisher"})

VERBS = [
    Verb(
        "make_shelf",
        lambda stage, by: make_shelf(ShelfKind.TAG, "Chuyển đổi số", by=by, at=LATER),
        EDITORS,
        anywhere=True,
        writes=frozenset({"shelves_shelf"}),
        journals=("shelf.made",),
    ),
    Verb(
        "set_shelf",
        lambda shelf, by: set_shelf(
            shelf, name="Kỷ niệm", about="", is_used=False, by=by, at=LATER
        ),
        EDITORS,
        given=lambda stage: make_shelf(ShelfKind.TOPIC, "Ngày hội", by=stage.cast.editor, at=LATER),
        anywhere=True,
        writes=frozenset({"shelves_shelf"}),
        journals=("shelf.set",),
        purges=lambda stage: {f"shelf:{Shelf.objects.latest('pk').pk}"},
    ),
]
HOUSE: list[str] = []
