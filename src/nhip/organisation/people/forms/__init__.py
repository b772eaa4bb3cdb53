"""Forms of the administrators' screens, and lists of people."""

from .lists import PeopleForm
from .screens import AppointmentForm, AuthorityForm, EndForm, PostForm, RankForm

__all__ = ["AppointmentForm", "AuthorityForm", "EndForm", "PeopleForm", "PostForm", "RankForm"]
