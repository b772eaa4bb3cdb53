"""Forms of the administrators' screens, and lists of people."""

from .authority import NewAuthorityForm
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
from .screens import AppointmentForm, AuthorityForm, EndAppointmentForm, PostForm, RankForm

__all__ = [
    "AccountReasonForm",
    "AppointmentForm",
    "AuthorityForm",
    "CorrectAccountForm",
    "EndAppointmentForm",
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
