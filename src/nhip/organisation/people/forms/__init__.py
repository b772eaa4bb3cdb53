"""Forms of the administrators' screens, and lists of people."""

from .authority import NewAuthorityForm
from .keeping import FindAccountForm, ReasonForm
from .lists import PeopleForm
from .screens import AppointmentForm, AuthorityForm, EndAppointmentForm, PostForm, RankForm

__all__ = [
    "AppointmentForm",
    "AuthorityForm",
    "EndAppointmentForm",
    "FindAccountForm",
    "NewAuthorityForm",
    "PeopleForm",
    "PostForm",
    "RankForm",
    "ReasonForm",
]
