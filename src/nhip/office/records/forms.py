"""What is asked on the page of a record, whichever room keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.sheets.opening import ACCEPT
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.forms import SeenForm
from nhip.organisation.journal.rules import NoReason, Refused

from .models import Kind

F = TypeVar("F", bound=forms.Form)
N = TypeVar("N", bound=Kind)
Verb = Callable[..., object]
"""A room's action: `strike_document(document, reason=…, by=…, at=…)`."""
STRUCK = _("This record is struck. Restore it before it is corrected.")
STAYS = _("The reason stays beside the record and beside every figure it changes.")


class ReasonForm(forms.Form):
    """Why something is done to a record."""

    reason = GuardedCharField(max_length=200, help_text=STAYS)

    def perform(self, verb: Verb, kept: Model, *, by: User, at: datetime) -> bool:
        """Do it, and tell whether it was done; what is refused stands at the reason."""
        try:
            verb(kept, reason=self.cleaned_data["reason"], by=by, at=at)
        except (Refused, ValidationError) as wrong:
            self.add_error("reason", refusal(wrong))
            return False
        return True


class StrikeForm(ReasonForm):
    """Why a record is struck."""

    reason = GuardedCharField(
        label=_("Why it is struck"),
        max_length=200,
        help_text=STAYS,
        error_messages={
            "required": _("Write why it is struck: the reason stays beside the record.")
        },
    )


class RestoreForm(ReasonForm):
    """Why a struck record counts again."""

    reason = GuardedCharField(
        label=_("Why it is restored"),
        max_length=200,
        help_text=STAYS,
        error_messages={
            "required": _("Write why it is restored: the reason stays beside the record.")
        },
    )


class DoingForms:
    """The two forms of a record's page; what is posted with `do=restore` restores, all else strikes.

    Usage: `DoingForms(request.method, request.POST).perform(paper, strike=…, restore=…, by=…, at=…)`.
    """

    def __init__(self, method: str | None, sent: Mapping[str, Any]) -> None:
        self.is_posted = method == "POST"
        self.is_restoring = sent.get("do") == "restore"
        posted = sent if self.is_posted else None
        self.strike = StrikeForm(None if self.is_restoring else posted)
        self.restore = RestoreForm(posted if self.is_restoring else None, auto_id="id_restore_%s")

    @property
    def errors(self) -> bool:
        """Return whether something posted was refused."""
        return bool(self.strike.errors or self.restore.errors)

    @property
    def done(self) -> str:
        """Return what to say of what was done, and what comes next."""
        if self.is_restoring:
            return gettext("Restored: it counts again. Why stands in its history below.")
        return gettext("Struck: it counts no more. It can be restored here, with a reason.")

    def perform(self, kept: Model, *, strike: Verb, restore: Verb, by: User, at: datetime) -> bool:
        """Do what was posted, and tell whether it was done."""
        form, verb = (self.restore, restore) if self.is_restoring else (self.strike, strike)
        return self.is_posted and form.is_valid() and form.perform(verb, kept, by=by, at=at)


class Refusing(forms.Form):
    """A form that shows what an action refused at the field the refusal names, else above all."""

    def refuse(self, wrong: Refused | ValidationError) -> None:
        """Show what was refused; a room's form may know better where it belongs."""
        field = getattr(wrong, "field", None)
        self.add_error(field if field in self.fields else None, refusal(wrong))


class KindForm(Refusing):
    """What a kind of record is called, a new one or one that stands; `table` is the room's."""

    def __init__(self, *args: Any, table: type[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = GuardedCharField(
            label=_("Name of the kind"),
            help_text=_("As it stands within a sentence: kế hoạch năm"),
            max_length=table.longest("name"),
        )
        self.order_fields(["name"])

    def perform(self, verb: Callable[..., N], *about: Kind, by: User, at: datetime) -> N | None:
        """Name it, and return it; None where that was refused."""
        said = dict(self.cleaned_data)
        try:
            return verb(*about, said.pop("name"), **said, by=by, at=at)
        except ValidationError as wrong:
            self.refuse(wrong)
            return None


class CorrectForm(SeenForm, Refusing):
    """Mixed into a room's form of a record: a reason below its fields, refused where it was overtaken.

    `class CorrectPaperForm(PaperForm, CorrectForm)`, made with `kept=` the record and `initial=` its
    fields. The fields are named as the model names them, or `values()` says which they are.
    """

    reason = GuardedCharField(
        label=_("Why it is corrected"),
        max_length=200,
        help_text=STAYS,
        error_messages={
            "required": _("Write why it is corrected: the reason stays beside the record.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("reason", "seen")])

    def overtaken(self, seen: str) -> str | Promise:
        """Say so where the record is struck by now."""
        return STRUCK if getattr(self.kept, "is_struck", False) else super().overtaken(seen)

    def values(self) -> dict[str, Any]:
        """Return the model's fields as they were typed."""
        left = self.cleaned_data.items()
        return {name: value for name, value in left if name != "reason"}

    def perform(self, verb: Verb, *, by: User, at: datetime) -> bool:
        """Correct, and tell whether it was done; what is refused stands above the form or at its field."""
        try:
            with transaction.atomic():
                self.refuse_overtaken()
                verb(self.kept, self.values(), reason=self.cleaned_data["reason"], by=by, at=at)
        except NoReason as wrong:
            self.add_error("reason", str(wrong))
            return False
        except (Refused, ValidationError) as wrong:
            self.refuse(wrong)
            return False
        return True


def refusal(wrong: Exception) -> str | ValidationError:
    """Return what a form shows of a refusal."""
    return wrong if isinstance(wrong, ValidationError) else str(wrong)


class RowForms(Generic[F]):
    """The same few fields several times: rows that stay empty are left alone, the others are judged.

    Usage: `RowForms(PersonForm, request.POST, 4, judged=True)`; unless judged, what was typed stays
    and nothing is held against it yet.
    """

    def __init__(
        self, form: Callable[..., F], sent: QueryDict | None, rows: int, *, judged: bool
    ) -> None:
        self.filled: list[F] = []
        self.forms = [self._row(form, sent, f"d{number}", judged) for number in range(1, rows + 1)]

    @property
    def errors(self) -> bool:
        """Return whether a row was refused."""
        return any(row.errors for row in self.filled)

    def is_valid(self) -> bool:
        """Return whether every row that says something can be read."""
        judged = [row.is_valid() for row in self.filled]  # every row is told what is wrong with it
        return all(judged)

    def _row(self, form: Callable[..., F], sent: QueryDict | None, prefix: str, judged: bool) -> F:
        row = form(prefix=prefix)
        if sent is None:
            return row
        said = {
            name: field.widget.value_from_datadict(sent, {}, row.add_prefix(name))
            for name, field in row.fields.items()
        }
        if not (judged and any(said.values())):
            return form(prefix=prefix, initial=said)
        self.filled.append(form(sent, prefix=prefix))
        return self.filled[-1]


class ListForm(forms.Form):
    """A file that holds a list of records."""

    file = forms.FileField(
        label=_("List (.xlsx, .xls, .ods or .csv)"),
        help_text=_("Nothing is written yet: first you see what would come."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
    )
