"""Who may open the addresses of this room."""

from nhip.work.reports.actions import next_version
from nhip.work.reports.tests.desk import LATER, attached
from tests.doors import ANYBODY, EDITORS, REGION, ROLES, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    attachment = attached(stage.desk)
    return {
        "obligation": stage.desk.obligation.pk,
        "below": stage.desk.owes(stage.cast.leaf).pk,
        "report": attachment.report_id,
        "attachment": attachment.pk,
        "regime": stage.desk.regime.pk,
        "form": next_version(stage.desk.form, by=stage.cast.planner, at=LATER).pk,
    }


DOORS = {
    "reports:list": Door(frozenset(ROLES)),
    "reports:to_check": Door(frozenset(ROLES)),
    "reports:groups": Door(frozenset(ROLES)),
    "reports:several": Door(frozenset({"reporter"}), "below"),
    "reports:open": Door(frozenset({"reporter"}), "obligation", post=True),
    "reports:entry": Door(frozenset({"reporter"}), "report"),
    "reports:revision": Door(REGION | UNIT, "report", more=(1,)),
    "reports:workbook": Door(frozenset({"reporter"}), "report"),
    "reports:bring_back": Door(frozenset({"reporter"}), "report"),
    "reports:attachments": Door(frozenset({"reporter"}), "report", more=(1,)),
    "reports:download": Door(REGION | UNIT, "attachment"),
    "reports:take_out": Door(frozenset({"reporter"}), "attachment", post=True),
    "reports:check": Door(frozenset({"planner", "chief"}), "report"),
    "reports:reopen": Door(REGION | UNIT, "report", post=True),
    "reports:withdraw": Door(frozenset({"reporter"}), "report", post=True),
    "reports:ask": Door(frozenset({"reporter"}), "report", post=True),
    "reports:regimes": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "reports:new_regime": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "reports:regime": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "reports:write_regime": Door(
        frozenset({"planner", "chief"}), "regime", sees=ANYBODY - {"unit_chief"}
    ),
    "reports:publish": Door(frozenset({"planner", "chief"}), "regime", post=True),
    "reports:ask_once": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "reports:forms": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "reports:new_form": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "reports:form": Door(frozenset({"planner", "chief"}), "form"),  # a draft
    "reports:design": Door(frozenset({"planner", "chief"}), "form"),
    "reports:decide_form": Door(frozenset({"planner", "chief"}), "form", post=True),
    "reports:print_form": Door(frozenset({"planner", "chief"}), "form", more=("xlsx",)),
    "reports:print_revision": Door(REGION | UNIT, "report", more=(1, "docx")),
    "reports:obligation": Door(REGION | UNIT, "obligation"),
}
