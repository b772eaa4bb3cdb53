"""Who may open the addresses of this room."""

from allauth.mfa.models import Authenticator

from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import lay_down
from nhip.organisation.people.models import Authority
from tests.cast import AT, START
from tests.doors import ANYBODY, STAFF, Door, Stage

ADMINISTRATOR = frozenset({"administrator"})


def made(stage: Stage) -> dict[str, object]:
    reporter = stage.cast.reporter
    held = reporter.appointments.values_list("pk", flat=True).get()
    factor = Authenticator.objects.create(user=reporter, type=Authenticator.Type.TOTP, data={})
    line = Authority(verb="issue", subject="x", level=1, start_on=START, basis="Quy chế")
    lay_down(line, by=stage.cast.administrator, at=AT)
    return {
        "account": stage.cast.reader.pk,
        "other": User.objects.values_list("pk", flat=True).get(username="setup"),
        "held": held,
        "factor": factor.pk,
        "line": line.pk,
    }


DOORS = {
    "people:accounts": Door(ADMINISTRATOR, sees=ANYBODY),
    "people:account": Door(ADMINISTRATOR, "account", sees=ANYBODY),
    "people:give": Door(ADMINISTRATOR, "account", post=True, sees=ANYBODY),
    "people:new": Door(ADMINISTRATOR, sees=ANYBODY),
    "people:mine": Door(ANYBODY - {"anonymous"}, sees=ANYBODY),
    "people:correct": Door(ADMINISTRATOR, "account", sees=ANYBODY),
    "people:give_post": Door(ADMINISTRATOR, "account", sees=ANYBODY),
    "people:leave": Door(ADMINISTRATOR, "account", sees=ANYBODY),
    "people:end_post": Door(ADMINISTRATOR, "held", sees=ANYBODY),
    "people:sign_out": Door(ADMINISTRATOR, "other", post=True, sees=ANYBODY),
    "people:remove_factor": Door(ADMINISTRATOR, "factor", post=True, sees=ANYBODY),
    "people:import": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:list_template": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:passwords": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:renew": Door(frozenset({"administrator"}), post=True, sees=ANYBODY),
    "people:new_authority": Door(frozenset({"administrator"}), sees=ANYBODY),
    "people:mend_authority": Door(ADMINISTRATOR, "line", sees=ANYBODY),
    "people:authority": Door(STAFF, sees=ANYBODY),
}
