"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.work.commendations.actions import (
    correct_certificate,
    restore_certificate,
    strike_certificate,
)
from nhip.work.commendations.models import Certificate
from nhip.work.commendations.tests.makers import awarded
from tests.doors import Stage
from tests.verbs import Verb

PLANNER = frozenset({"planner"})


def struck(stage: Stage) -> Certificate:
    """A line that was struck."""
    return strike_certificate(
        stage.world.individual, reason="Ghi nhầm.", by=stage.cast.planner, at=AT
    )


VERBS = [
    Verb(
        "take_in_certificates",
        lambda stage, by: awarded(
            stage.world.collective.decision, stage.cast.leaf, "collective", by=by
        ),
        PLANNER,
        writes=frozenset({"commendations_certificate"}),
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
        writes=frozenset({"commendations_certificate"}),
        journals=(
            "certificate.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"commended_individuals"}),
    ),
    Verb(
        "correct_certificate",
        lambda one, by: correct_certificate(
            one, {"recipient": "individual"}, reason="Ghi nhầm.", by=by, at=AT
        ),
        PLANNER,
        given=lambda stage: stage.world.collective,
        writes=frozenset({"commendations_certificate"}),
        journals=(
            "certificate.corrected",
            "figure.changed",
            "figure.changed",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"commended_collectives", "commended_individuals"}),
    ),
    Verb(
        "restore_certificate",
        lambda one, by: restore_certificate(one, reason="Gỡ nhầm.", by=by, at=AT),
        PLANNER,
        given=struck,
        writes=frozenset({"commendations_certificate"}),
        journals=(
            "certificate.restored",
            "figure.fresh",
            "figure.fresh",
        ),
    ),
]
HOUSE = ["tell_figures"]  # hears that the decision was struck
