"""Who keeps the calendar's special days; pages and actions ask the same question."""

from nhip.organisation.accounts.models import User

KEEP = "periods.keep"


def may_keep(user: User) -> bool:
    """Return whether the user may say which days are holidays and which are worked."""
    return user.has_perm(KEEP)
