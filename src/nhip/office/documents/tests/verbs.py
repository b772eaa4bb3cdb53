"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.actions import (
    correct_document,
    name_kind,
    rename_kind,
    restore_document,
    strike_document,
    take_file_out,
)
from nhip.office.documents.models import Document, PaperKind
from nhip.office.documents.tests.makers import AT, filed, paper, series
from tests.doors import Stage
from tests.verbs import Verb

PLANNER = frozenset({"planner"})


def struck(stage: Stage) -> Document:
    return strike_document(stage.world.directive, reason="x", by=stage.cast.planner, at=AT)


VERBS = [
    Verb(
        "register_document",
        lambda of, by: paper(of, date(2021, 3, 1), by=by),
        PLANNER,
        given=lambda stage: series(stage.world.organ, "directive", "v", sign="V-BCH"),
        writes=frozenset({"documents_document"}),
        journals=(
            "document.registered",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"directives"}),
    ),
    Verb(
        "strike_document",
        lambda document, by: strike_document(document, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.directive,
        writes=frozenset({"documents_document"}),
        journals=(
            "document.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"directives"}),
    ),
    Verb(  # a commendation decision takes its certificates along
        "strike_document",
        lambda document, by: strike_document(document, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.collective.decision,
        writes=frozenset({"documents_document"}),
        journals=("document.struck", *4 * ["figure.changed"]),
        marks=frozenset({"commended_collectives", "commended_individuals"}),
    ),
    Verb(
        "restore_document",
        lambda document, by: restore_document(document, reason="Gạch nhầm.", by=by, at=AT),
        PLANNER,
        given=struck,
        writes=frozenset({"documents_document"}),
        journals=(
            "document.restored",
            "figure.fresh",
            "figure.fresh",
        ),
    ),
    Verb(
        "correct_document",
        lambda document, by: correct_document(
            document, {"subject": "Chỉ thị năm"}, reason="Sửa trích yếu.", by=by, at=AT
        ),
        PLANNER,
        given=lambda stage: stage.world.directive,
        writes=frozenset({"documents_document"}),
        journals=("document.corrected",),
    ),
    Verb(
        "add_file",
        lambda document, by: filed(document, by, "trang-9.png", b"9"),
        PLANNER,
        given=lambda stage: stage.world.directive,
        writes=frozenset({"documents_paperfile"}),
        journals=("document.file_added",),
    ),
    Verb(
        "take_file_out",
        lambda kept, by: take_file_out(kept, by=by, at=AT),
        PLANNER,
        given=lambda stage: filed(stage.world.directive, stage.cast.planner, "trang-9.png", b"9"),
        writes=frozenset({"documents_paperfile"}),
        journals=("document.file_taken_out",),
    ),
    Verb(
        "name_kind",
        lambda stage, by: name_kind("Thông tri", holds=False, by=by, at=AT),
        frozenset({"planner", "administrator"}),  # of the root: the branch beside names none
        writes=frozenset({"documents_paperkind"}),
        journals=("document.kind_named",),
    ),
    Verb(
        "rename_kind",
        lambda kind, by: rename_kind(kind, "Chỉ thị thường kỳ", by=by, at=AT),
        frozenset({"planner", "administrator"}),
        given=lambda stage: PaperKind.objects.get(code="directive"),
        writes=frozenset({"documents_paperkind"}),
        journals=("document.kind_renamed",),
    ),
]
