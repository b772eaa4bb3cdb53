"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.office.figures.models import Pin
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.work.indicators.actions import (
    NewIndicator,
    call_genuine,
    call_invented,
    define_indicator,
    define_indicators,
)
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator
from tests.doors import Stage
from tests.verbs import Verb

MAY = frozenset({"planner", "administrator"})
FIELDS = {"name": "Buổi chiếu phim", "measure": "buổi", "origin": Origin.COLLECTED}


def plain(stage: Stage) -> list[str]:
    """Keys of what is not called invented yet."""
    Indicator.objects.filter(key="classes").update(is_sample=False)
    Pin.objects.filter(key="classes").update(is_sample=False)
    return ["classes"]


def called_invented(stage: Stage) -> list[str]:
    keys = plain(stage)
    call_invented(keys, by=stage.cast.planner, at=AT)
    return keys


def citations(stage: Stage) -> set[str]:
    """What pages show that cite it: no other figure of the same texts."""
    return {f"pin:{pk}" for pk in Pin.objects.filter(key="classes").values_list("pk", flat=True)}


def define_all(rows: list[NewIndicator], by: User) -> None:
    """A bulk verb names the row: here it is the only one."""
    with one_row():
        define_indicators(rows, by=by, at=AT)


VERBS = [
    Verb(
        "define_indicator",
        lambda stage, by: define_indicator("films", FIELDS, by=by, at=AT),
        MAY,
        anywhere=True,
        writes=frozenset({"indicators_indicator"}),
        journals=("indicator.defined",),
    ),
    Verb(
        "define_indicators",
        lambda stage, by: define_all(
            [NewIndicator("films", FIELDS, (("ngoai", "Ngoài trời"),))], by
        ),
        MAY,
        anywhere=True,
        writes=frozenset({"indicators_breakdown", "indicators_indicator"}),
        journals=("indicator.defined",),
    ),
    Verb(
        "call_invented",
        lambda keys, by: call_invented(keys, by=by, at=AT),
        MAY,
        given=plain,
        anywhere=True,
        writes=frozenset({"figures_pin", "indicators_indicator"}),
        journals=("indicator.called_invented",),
        purges=citations,
    ),
    Verb(
        "call_genuine",
        lambda keys, by: call_genuine(keys, by=by, at=AT),
        MAY,
        given=called_invented,
        anywhere=True,
        writes=frozenset({"figures_pin", "indicators_indicator"}),
        journals=("indicator.called_genuine",),
        purges=citations,
    ),
]
HOUSE = [
    "put_owed",  # the verb that asks for reports, or excuses from them
    "records_changed",  # the verb that wrote the records
    "define_counted",  # every migration
    "all_places",  # the verb that says what is owed, or what a source says
    "places_of",  # the same
    "add_up",  # the worker, a moment after values were put
    "add_up_all",  # the same
    "make_all_anew",  # `nhip bench totals`
    "prove_period",  # `nhip verify-totals`
    "put",  # the verb that hands in, accepts or takes back
]
