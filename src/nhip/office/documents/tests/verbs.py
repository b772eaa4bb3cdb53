"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT, paper, series
from tests.verbs import Verb

PLANNER = frozenset({"planner"})

VERBS = [
    Verb(
        "register_document",
        lambda of, by: paper(of, date(2021, 3, 1), by=by),
        PLANNER,
        given=lambda stage: series(stage.world.organ, "directive", "v", sign="V-BCH"),
        writes=frozenset({"documents_document", "figures_pin", "notices_notice"}),
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
        writes=frozenset({"documents_document", "figures_pin", "notices_notice"}),
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
        writes=frozenset({"documents_document", "figures_pin", "notices_notice"}),
        journals=("document.struck", *4 * ["figure.changed"]),
        marks=frozenset({"commended_collectives", "commended_individuals"}),
    ),
]
