"""Who may open the addresses of this room."""

from nhip.organisation.units import actions
from tests.cast import AT, START
from tests.doors import ANYBODY, REGION, STAFF, UNIT, Door, Stage

ADMINISTRATOR = frozenset({"administrator"})


def made(stage: Stage) -> dict[str, object]:
    by = stage.cast.administrator
    organ = actions.open_organ(
        stage.cast.unit, "staff", "Phòng Kế hoạch", "state", on=START, by=by, at=AT
    )
    series = actions.open_series(organ, "kh", "KH", "plan", "KH", "year", on=START, by=by, at=AT)
    signer = actions.name_signer(organ, "Trưởng phòng", on=START, by=by, at=AT)
    return {
        "unit": stage.cast.unit.pk,
        "organ": organ.pk,
        "series": series.pk,
        "signer": signer.pk,
    }


DOORS = {
    "units:tree": Door(STAFF, sees=ANYBODY),
    "units:unit": Door(REGION | UNIT | ADMINISTRATOR, "unit"),
    "units:new": Door(ADMINISTRATOR, sees=ANYBODY),
    "units:import": Door(ADMINISTRATOR, sees=ANYBODY),
    "units:list_template": Door(ADMINISTRATOR, sees=ANYBODY),
    "units:change": Door(ADMINISTRATOR, "unit", more=("doi-ten",), sees=REGION | UNIT),
    "units:organs": Door(STAFF, sees=ANYBODY),
    "units:new_organ": Door(ADMINISTRATOR, sees=ANYBODY),
    "units:organ": Door(REGION | UNIT | ADMINISTRATOR, "organ"),
    "units:mend_organ": Door(ADMINISTRATOR, "organ", sees=REGION | UNIT),
    "units:end_organ": Door(ADMINISTRATOR, "organ", sees=REGION | UNIT),
    "units:new_series": Door(ADMINISTRATOR, "organ", sees=REGION | UNIT),
    "units:new_signer": Door(ADMINISTRATOR, "organ", sees=REGION | UNIT),
    "units:mend_series": Door(ADMINISTRATOR, "series", sees=REGION | UNIT),
    "units:mend_signer": Door(ADMINISTRATOR, "signer", sees=REGION | UNIT),
}
