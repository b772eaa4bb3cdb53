"""Who holds what and how far it reaches; which level and organ may do what."""

from .holding import (
    WITH_POSTS,
    appointments,
    current_day,
    home_unit,
    known_people,
    may,
    people_who_may,
    people_with,
    posts_at,
    principal,
    unit_ids,
    units_with,
    waiting_people,
    who_may_begin,
    written_as,
    written_then,
)

__all__ = [
    "WITH_POSTS",
    "appointments",
    "current_day",
    "home_unit",
    "known_people",
    "may",
    "people_who_may",
    "people_with",
    "posts_at",
    "principal",
    "unit_ids",
    "units_with",
    "waiting_people",
    "who_may_begin",
    "written_as",
    "written_then",
]
