"""Pages of conferences, their reviews and their people."""

from .conferences import (
    conference,
    conferences,
    conferences_list,
    conferences_template,
    correct_conference_page,
    new_conference,
    record,
)
from .people import (
    add_people,
    correct_person,
    participant,
    people,
    people_list,
    people_template,
)
from .reviews import approve, correct_review_page, figures, new_review, review
from .texts import text

__all__ = [
    "add_people",
    "approve",
    "conference",
    "conferences",
    "conferences_list",
    "conferences_template",
    "correct_conference_page",
    "correct_person",
    "correct_review_page",
    "figures",
    "new_conference",
    "new_review",
    "participant",
    "people",
    "people_list",
    "people_template",
    "record",
    "review",
    "text",
]
