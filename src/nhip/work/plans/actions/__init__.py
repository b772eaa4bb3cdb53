"""Every change of units' plans, and what a change of the register means for the figures over it."""

from .changing import correct_plan, restore_plan, strike_plan
from .kinds import add_kind, rename_kind
from .plans import (
    Appraisal,
    NewPlan,
    appraise_plan,
    appraise_plans,
    faults_of_plans,
    receive_plan,
    take_in_plans,
)
from .register import tell_figures, tell_figures_of_new

__all__ = [
    "Appraisal",
    "NewPlan",
    "add_kind",
    "appraise_plan",
    "appraise_plans",
    "correct_plan",
    "faults_of_plans",
    "receive_plan",
    "rename_kind",
    "restore_plan",
    "strike_plan",
    "take_in_plans",
    "tell_figures",
    "tell_figures_of_new",
]
