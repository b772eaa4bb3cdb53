"""Forms of the administrators' screens, and lists of people."""

from .authority import NewAuthorityForm
from .lists import PeopleForm
from .screens import AppointmentForm, AuthorityForm, EndAppointmentForm, PostForm, RankForm

__all__ = [
    "AppointmentForm",
    "AuthorityForm",
    "EndAppointmentForm",
    "NewAuthorityForm",
    "PeopleForm",
    "PostForm",
    "RankForm",
]
