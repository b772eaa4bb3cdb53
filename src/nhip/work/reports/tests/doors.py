"""Who may open the addresses of this room."""

from nhip.work.reports.tests.desk import attached
from tests.doors import REGION, ROLES, UNIT, Door, Stage

READERS = (REGION | UNIT) - {"editor", "publisher"}  # these read what is accepted


def made(stage: Stage) -> dict[str, object]:
    attachment = attached(stage.desk)
    return {
        "obligation": stage.desk.obligation.pk,
        "below": stage.desk.owes(stage.cast.leaf).pk,
        "report": attachment.report_id,
        "attachment": attachment.pk,
    }


DOORS = {
    "reports:list": Door(frozenset(ROLES)),
    "reports:to_check": Door(frozenset(ROLES)),
    "reports:groups": Door(frozenset(ROLES)),
    "reports:several": Door(frozenset({"reporter"}), "below"),
    "reports:open": Door(frozenset({"reporter"}), "obligation", post=True),
    "reports:entry": Door(frozenset({"reporter"}), "report"),
    "reports:revision": Door(READERS, "report", more=(1,)),
    "reports:workbook": Door(frozenset({"reporter"}), "report"),
    "reports:bring_back": Door(frozenset({"reporter"}), "report"),
    "reports:attachments": Door(frozenset({"reporter"}), "report", more=(1,)),
    "reports:download": Door(READERS, "attachment"),
    "reports:take_out": Door(frozenset({"reporter"}), "attachment", post=True),
    # the report on the stage is handed in: whoever sees it is led to where it stands
    "reports:send": Door(READERS, "report"),
    "reports:fill_from_totals": Door(frozenset({"reporter"}), "report", post=True),
    "reports:sign": Door(READERS, "report"),
    "reports:recall": Door(frozenset({"reporter"}), "report", post=True),
    "reports:check": Door(frozenset({"planner", "chief"}), "report"),
    "reports:reopen": Door(READERS, "report", post=True),
    "reports:withdraw": Door(frozenset({"reporter"}), "report", post=True),
    "reports:ask": Door(frozenset({"reporter"}), "report", post=True),
    "reports:print_revision": Door(READERS, "report", more=(1, "docx")),
}
