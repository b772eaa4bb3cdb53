"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.work.commendations.actions import strike_certificate
from nhip.work.commendations.tests.makers import awarded
from tests.verbs import Verb

PLANNER = frozenset({"planner"})

VERBS = [
    Verb(
        "award_certificate",
        lambda stage, by: awarded(
            stage.world.collective.decision, stage.cast.leaf, "collective", by=by
        ),
        PLANNER,
        writes=frozenset({"commendations_certificate", "figures_pin", "notices_notice"}),
        journals=(
            "certificate.awarded",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"commended_collectives"}),
    ),
    Verb(
        "strike_certificate",
        lambda one, by: strike_certificate(one, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.individual,
        writes=frozenset({"commendations_certificate", "figures_pin", "notices_notice"}),
        journals=(
            "certificate.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"commended_individuals"}),
    ),
]
HOUSE = ["tell_figures"]  # hears that the decision was struck
