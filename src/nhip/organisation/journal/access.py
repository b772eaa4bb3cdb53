"""Who reads the journal: the room of people declares it, which knows the roles."""

from nhip.organisation.accounts.models import User

READ = "journal.read"


def may_see(user: User, verb: str) -> bool:
    """Return whether a record's page opens for the user: `verb` is what the page asks, "" nothing."""
    return not verb or user.has_perm(verb)
