"""Forms of the administrators' screens, and lists of people."""

from .authority import ChangeAuthorityForm, EndAuthorityForm, NewAuthorityForm
from .keeping import (
    AccountReasonForm,
    CorrectAccountForm,
    EndPostForm,
    FindAccountForm,
    GivePostForm,
    HandOverForm,
    NewAccountForm,
)
from .lists import PeopleForm
from .screens import AppointmentForm, EndAppointmentForm, PostForm, RankForm

__all__ = [
    "AccountReasonForm",
    "AppointmentForm",
    "ChangeAuthorityForm",
    "CorrectAccountForm",
    "EndAppointmentForm",
    "EndAuthorityForm",
    "EndPostForm",
    "FindAccountForm",
    "GivePostForm",
    "HandOverForm",
    "NewAccountForm",
    "NewAuthorityForm",
    "PeopleForm",
    "PostForm",
    "RankForm",
]
