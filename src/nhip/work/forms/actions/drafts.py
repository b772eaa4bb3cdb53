"""What every change of a draft begins and ends with: the lock, and the line in the journal."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.queries import is_own
from nhip.organisation.units.models import Organ

from ..access import DESIGN
from ..models import Form, Row, RowCheck, Section
from .refusals import AlreadyPublished, Gone

CHANGED = "form.changed"


def organ_of(form: Form, by: User) -> Organ:
    """Return the organ that designs a form, where this person may. Raises PermissionDenied."""
    if form.organ is None:
        raise PermissionDenied(_("You may not do this here."))
    require(by, DESIGN, form.organ)
    return form.organ


def lock_draft(form: Form, by: User) -> Form:
    """Lock a draft to change it. Raises Gone, AlreadyPublished or PermissionDenied."""
    organ_of(form, by)
    found = Form.objects.select_for_update(of=["self"]).select_related("organ__unit")
    locked = found.filter(pk=form.pk).first()
    if locked is None:
        raise Gone(
            _("You threw this draft away meanwhile, in another window.")
            if is_own(by, form, "form.discarded")
            else _("Somebody else threw this draft away meanwhile.")
        )
    if not locked.is_draft:
        raise AlreadyPublished(_("A published version is not changed. Begin a new version."))
    return locked


def lock_draft_of(part: Section | Row | RowCheck, by: User) -> Form:
    """Lock the draft a part stands in, and read the part anew."""
    form = None
    try:
        row = part.row if isinstance(part, RowCheck) else part
        form = row.section.form if isinstance(row, Row) else row.form
        locked = lock_draft(form, by)
        part.refresh_from_db()
    except ObjectDoesNotExist as gone:
        raise Gone(
            _("You took this out of the form meanwhile, in another window.")
            if form and is_own(by, form, CHANGED)
            else _("Somebody else took this out of the form meanwhile.")
        ) from gone
    return locked


def tell(form: Form, done: str, by: User, at: datetime, **said: object) -> None:
    """Journal what was done to a form, for the organ that designs it."""
    assert form.organ
    unit = form.organ.unit
    record(f"form.{done}", about=form, by=by, at=at, unit=unit, said=said or None)
