"""Removing one record of each of the nine kinds changes its figure, and no other."""

import pytest

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT
from nhip.office.figures import registry as figures
from nhip.work.commendations.actions import strike_certificate
from nhip.work.plans.actions import strike_plan
from nhip.work.training.actions import strike_attendance, strike_class

from .world import NINE, build

REMOVALS = {
    "classes": (strike_class, "empty_class"),
    "trainees": (strike_attendance, "attendance"),
    "plans_appraised": (strike_plan, "plan"),
    "directives": (strike_document, "directive"),
    "plans_yearly": (strike_document, "yearly"),
    "programmes": (strike_document, "programme"),
    "reports_notices": (strike_document, "notice"),
    "commended_collectives": (strike_certificate, "collective"),
    "commended_individuals": (strike_certificate, "individual"),
}


def amounts(review):
    found = figures.resolve_all([review.reference(key) for key in NINE])
    return {ref.key: resolved.amount for ref, resolved in found.items()}


@pytest.mark.parametrize("key", NINE)
def test_a_removed_record_changes_its_figure_and_no_other(cast, key):
    world = build(cast)
    before = amounts(world.review)
    strike, name = REMOVALS[key]
    strike(getattr(world, name), reason="ghi trùng", by=cast.planner, at=AT)
    assert amounts(world.review) == before | {key: before[key] - 1}
