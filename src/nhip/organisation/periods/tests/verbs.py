"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.tests.makers import AT
from nhip.organisation.periods.actions import drop_special_day, open_calendar, set_special_day
from tests.verbs import Verb

ADMINISTRATOR = frozenset({"administrator"})

VERBS = [
    Verb(
        "open_calendar",
        lambda stage, by: open_calendar("lich-21", "Từ ngày 21", 21, by=by, at=AT),
        ADMINISTRATOR,
        anywhere=True,
        writes=frozenset({"periods_calendar"}),
        journals=("periods.calendar_opened",),
    ),
    Verb(
        "set_special_day",
        lambda stage, by: set_special_day(
            date(2022, 9, 2), name="Quốc khánh", legal_basis="Bộ luật Lao động", by=by, at=AT
        ),
        ADMINISTRATOR,
        anywhere=True,
        writes=frozenset({"periods_specialday"}),
        journals=("periods.day_set",),
    ),
    Verb(
        "drop_special_day",
        lambda day, by: drop_special_day(day, by=by, at=AT),
        ADMINISTRATOR,
        given=lambda stage: set_special_day(
            date(2022, 9, 2),
            name="Quốc khánh",
            legal_basis="x",
            by=stage.cast.administrator,
            at=AT,
        ),
        anywhere=True,
        writes=frozenset({"periods_specialday"}),
        journals=("periods.day_dropped",),
    ),
]
HOUSE = ["open_period", "open_ad_hoc"]  # a period is made when the first duty needs it
