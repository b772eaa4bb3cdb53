"""Forms of the administrators' screens, and lists of people."""

from .lists import PeopleForm
from .screens import AppointmentForm, AuthorityForm, EndForm

__all__ = ["AppointmentForm", "AuthorityForm", "EndForm", "PeopleForm"]
