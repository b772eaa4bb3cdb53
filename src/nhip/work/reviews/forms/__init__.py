"""What is asked on the pages of conferences, their reviews and their people."""

from .conferences import (
    ConferenceForm,
    CorrectConferenceForm,
    CorrectReviewForm,
    ReviewForm,
    kept_organs,
    moment,
)
from .figures import FiguresForm
from .people import ROWS, AccountsForm, CorrectPersonForm, PersonForm
from .texts import TextForm

__all__ = [
    "ROWS",
    "AccountsForm",
    "ConferenceForm",
    "CorrectConferenceForm",
    "CorrectPersonForm",
    "CorrectReviewForm",
    "FiguresForm",
    "PersonForm",
    "ReviewForm",
    "TextForm",
    "kept_organs",
    "moment",
]
