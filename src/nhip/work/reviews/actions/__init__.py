"""Every change of conferences, their reviews and their people."""

from .approving import Approval, ApprovedReviews, approve_review, take_in_approvals
from .conferences import (
    NewConference,
    correct_conference,
    hold_conference,
    restore_conference,
    strike_conference,
    take_in_conferences,
)
from .people import (
    Coming,
    correct_participant,
    restore_participant,
    strike_participant,
    take_in_participants,
)
from .reviews import (
    LooksBack,
    add_review,
    correct_review,
    restore_review,
    set_figures,
    strike_review,
    take_in_reviews,
)
from .texts import ReviewTexts, bind_number, write_text

__all__ = [
    "Approval",
    "ApprovedReviews",
    "Coming",
    "LooksBack",
    "NewConference",
    "ReviewTexts",
    "add_review",
    "approve_review",
    "bind_number",
    "correct_conference",
    "correct_participant",
    "correct_review",
    "hold_conference",
    "restore_conference",
    "restore_participant",
    "restore_review",
    "set_figures",
    "strike_conference",
    "strike_participant",
    "strike_review",
    "take_in_approvals",
    "take_in_conferences",
    "take_in_participants",
    "take_in_reviews",
    "write_text",
]
