"""Forms in versions: beginning one, publishing it, beginning the next, throwing a draft away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.rules import free_among, plain_address
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import Refused
from nhip.organisation.units.models import Organ

from .. import queries, registry
from ..access import DESIGN
from ..models import Form, Row, RowCheck, Section
from ..signals import form_published
from .drafts import lock_draft, organ_of, tell
from .refusals import Lacking


@transaction.atomic
def write_form(
    name: str,
    organ: Organ,
    *,
    code: str = "",
    is_one_off: bool = False,
    by: User,
    at: datetime,
) -> Form:
    """Begin a new form, as the draft of its first version, under a code of its own or its name's.

    One made for a single question stands in no list. Raises PermissionDenied.
    """
    require(by, DESIGN, organ)
    stem = code or plain_address(name, 40) or "bieu-mau"
    taken = Form.objects.filter(code__startswith=stem).values_list("code", flat=True)
    code = free_among(set(taken), stem)
    form = Form.objects.create(code=code, name=name, organ=organ, is_one_off=is_one_off)
    record("form.written", about=form, by=by, at=at, unit=organ.unit, said={"name": name})
    return form


@transaction.atomic
def next_version(form: Form, *, by: User, at: datetime) -> Form:
    """Copy a published version into a draft of the next one. Raises Refused or PermissionDenied."""
    organ = organ_of(form, by)
    versions = Form.objects.filter(code=form.code)
    list(versions.select_for_update())  # one at a time; what stands is read after the wait
    last = versions.latest("version")
    if last.is_draft:
        raise Refused(_("Version %(n)d is still a draft: change that one.") % {"n": last.version})
    draft = Form.objects.create(
        code=form.code, version=last.version + 1, name=form.name, organ=organ
    )
    _copy(form, draft)
    record(
        "form.continued", about=draft, by=by, at=at, unit=organ.unit, said={"from": form.version}
    )
    return draft


def _copy(source: Form, draft: Form) -> None:
    rows: dict[int, Row] = {}
    for section in source.sections.prefetch_related("rows"):
        copied = Section.objects.create(
            form=draft,
            number=section.number,
            title=section.title,
            guidance=section.guidance,
            asks_files=section.asks_files,
            file_kinds=section.file_kinds,
            most_megabytes=section.most_megabytes,
        )
        for row in section.rows.all():
            rows[row.pk] = Row.objects.create(
                section=copied,
                number=row.number,
                group=row.group,
                indicator_id=row.indicator_id,
                item=row.item,
                is_required=row.is_required,
            )
    for check in RowCheck.objects.filter(row__in=rows).prefetch_related("others").order_by("pk"):
        others = [rows[other.pk] for other in check.others.all()]
        other = rows[check.other_id] if check.other_id else None
        check.pk, check.row, check.other, check._state.adding = (
            None,
            rows[check.row_id],
            other,
            True,
        )
        check.save()
        check.others.set(others)


@transaction.atomic
def publish_form(form: Form, *, by: User, at: datetime) -> Form:
    """Let a version stand: from now on it never changes, and what is asked anew asks it.

    Reports begun and obligations whose period has begun keep the version they have. Raises
    AlreadyPublished, Lacking or PermissionDenied.
    """
    form = lock_draft(form, by)
    if lacking := queries.form_lacks(form):
        raise Lacking(" ".join([_("Not published."), *lacking]))
    form.published_at = at
    form.save(update_fields=["published_at"])
    form_published.send(Form, form=form, at=at)
    tell(form, "published", by, at)
    return form


@transaction.atomic
def discard_form(form: Form, *, by: User, at: datetime) -> None:
    """Throw a draft away. Raises AlreadyPublished, Refused or PermissionDenied."""
    form = lock_draft(form, by)
    if registry.is_asked(form):
        raise Refused(_("A regime asks this draft. Let it ask another form first."))
    tell(form, "discarded", by, at, name=form.name, version=form.version)
    form.delete()


@transaction.atomic
def rename_form(form: Form, name: str, *, by: User, at: datetime) -> Form:
    """Call a draft otherwise. Raises AlreadyPublished or PermissionDenied."""
    form = lock_draft(form, by)
    form.name = name
    form.save(update_fields=["name"])
    tell(form, "changed", by, at, name=name)
    return form
