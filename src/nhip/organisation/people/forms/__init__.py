"""Forms of the administrators' screens, and lists of people."""

from .authority import NewAuthorityForm
from .keeping import AccountReasonForm, FindAccountForm
from .lists import PeopleForm
from .screens import AppointmentForm, AuthorityForm, EndAppointmentForm, PostForm, RankForm

__all__ = [
    "AccountReasonForm",
    "AppointmentForm",
    "AuthorityForm",
    "EndAppointmentForm",
    "FindAccountForm",
    "NewAuthorityForm",
    "PeopleForm",
    "PostForm",
    "RankForm",
]
