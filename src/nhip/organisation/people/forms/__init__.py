"""Forms of the administrators' screens, and lists of people."""

from .lists import PeopleForm
from .screens import AppointmentForm, AuthorityForm, EndAppointmentForm, PostForm, RankForm

__all__ = [
    "AppointmentForm",
    "AuthorityForm",
    "EndAppointmentForm",
    "PeopleForm",
    "PostForm",
    "RankForm",
]
