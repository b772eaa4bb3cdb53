"""Forms of the administrators' screens: saving one is one action."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import FieldRefused, state_digest

from ..actions import (
    NewUnit,
    abolish_level,
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from ..models import Organ, Unit, UnitEvent
from ..queries import tree
from ..rules import WHOLE, UnitDecision
from .picking import UnitsField
from .weighing import Weighed, weigh


class ActionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that hands what it gathered to an action."""

    def act(self, *, by: User, at: datetime) -> Model:
        """Do it, and return what it made or changed."""
        raise NotImplementedError


class UnitForm(ActionForm):
    """A new unit, under another, from a day on."""

    parent = forms.ModelChoiceField(
        Unit.objects.all(), required=False, label=capfirst(_("unit above"))
    )
    start_on = DayField(label=capfirst(_("from")))
    decision_number = GuardedCharField(
        label=_("Number of the decision"), max_length=60, required=False
    )
    decision_on = DayField(label=_("Date of the decision"), required=False)

    class Meta:
        model = Unit
        fields = ["code", "name", "sort_order"]

    def act(self, *, by: User, at: datetime) -> Unit:
        """Set the unit up."""
        given = self.cleaned_data
        return create_unit(
            given["code"],
            given["name"],
            given["parent"],
            on=given["start_on"],
            by=by,
            at=at,
            sort_order=given["sort_order"],
            decision=UnitDecision(given["decision_number"], given["decision_on"]),
        )


class Units(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit, with its code beside its name."""

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Unit)
        return f"{obj.code} · {obj.name}"


class Organs(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organ, with its unit beside its name; asked for with `select_related("unit")`."""

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Organ)
        return f"{obj.name} · {obj.unit.name}"


def offer_organs(field: forms.Field, organs: QuerySet[Organ]) -> None:
    """Let one choose among these; the only one is chosen already."""
    chosen = cast("forms.ModelChoiceField[Organ]", field)
    chosen.queryset = organs
    if len(two := list(organs[:2])) == 1:
        chosen.initial = two[0]


class ChangeForm(forms.Form):
    """What every change of a unit says: from when, and by which decision."""

    on = DayField(label=_("In force from"))
    decision_number = GuardedCharField(label=_("Number of the decision"), max_length=60)
    decision_on = DayField(label=_("Date of the decision"))
    decision_url = forms.CharField(
        label=_("Where the decision stands"),
        required=False,
        max_length=300,
        help_text=_("The address of its page in the register"),
        validators=[RegexValidator(r"^(/(?!/)|https?://)", _("Begin with / or https://"))],
    )

    agreed = forms.BooleanField(
        required=False,
        label=_("I have seen what follows from it"),
    )
    weighs = True  # its consequence is shown before it is done

    def __init__(self, *args: Any, unit: Unit, seen: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consequence: Weighed | None = None
        self.fresh: list[str] = []
        self.offered_on: date | None = None
        self.unit = unit
        self.standing = tree(timezone.localdate())
        units = Unit.objects.filter(pk__in=seen & set(self.standing.ids))
        for field in self.fields.values():
            if isinstance(field, (forms.ModelChoiceField, forms.ModelMultipleChoiceField)):
                field.queryset = units.exclude(pk=unit.pk)
        self.prepare()
        last = ("on", "decision_number", "decision_on", "decision_url", "agreed")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def prepare(self) -> None:
        """Fill in what depends on the unit."""

    def perform(self, *, by: User, at: datetime) -> bool:
        """Do it once its consequence was seen; else look at that. What is refused stands at its field."""
        how = {"by": by, "at": at}
        try:
            if not self.weighs:
                self.act(self.cleaned_data, **self._decided(), **how)
                return True
            self.consequence = weigh(lambda: self._act(how), self.cleaned_data["on"])
            if not self._is_seen():
                return False
            self._act({**how, "seen": self.consequence.keys})
        except FieldRefused as refusal:
            self.offered_on = getattr(refusal, "free_on", None)
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal)
            return False
        return True

    def _is_seen(self) -> bool:
        """Return whether the page showed all that would follow, of what is typed now, and was agreed to."""
        assert self.consequence
        shown, *keys = self.data.get("seen", "").split(",")
        if shown != self.said:
            return False
        things = [thing for group in self.consequence.groups.values() for thing in group]
        self.fresh = [thing.words for thing in things if thing.key not in keys]
        if things and not self.fresh and not self.cleaned_data["agreed"]:
            self.add_error("agreed", _("Say that you have seen it."))
        return not self.fresh and not self.errors

    @property
    def said(self) -> str:
        """Return a digest of what is typed, so that nothing else is done than what was shown."""
        own = ("agreed", "seen", "csrfmiddlewaretoken")
        kept = {name: self[name].data for name in self.fields if name not in own}
        return state_digest({self.add_prefix(name): str(said) for name, said in kept.items()})

    @property
    def seen(self) -> str:
        """Return what the page shows, to come back with the decision."""
        return ",".join([self.said, *(self.consequence.keys if self.consequence else ())])

    @property
    def status(self) -> int:
        """Return how the page answers."""
        return 422 if self.errors else 409 if self.fresh else 200

    def _decided(self) -> dict[str, Any]:
        given = self.cleaned_data
        decision = UnitDecision(
            given["decision_number"], given["decision_on"], given["decision_url"]
        )
        return {"decision": decision, "on": given["on"]}

    def _act(self, how: Mapping[str, Any]) -> list[UnitEvent]:
        done = self.act(self.cleaned_data, **self._decided(), **how)
        return done if isinstance(done, list) else [done]

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        """Call the action."""
        raise NotImplementedError


class RenameForm(ChangeForm):
    """Another name."""

    weighs = False
    name = GuardedCharField(label=_("New name"), max_length=200)

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        return rename_unit(self.unit, given["name"], **how)


class MoveForm(ChangeForm):
    """Another unit above."""

    parent = Units(Unit.objects.none(), label=_("New unit above"))

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        return move_unit(self.unit, given["parent"], **how)


class MergeForm(ChangeForm):
    """This unit with others, into a new one or into one that stands: this one, or another."""

    units = UnitsField(Unit.objects.none(), label=_("Merges with"))
    parent = Units(
        Unit.objects.none(),
        required=False,
        label=_("Which unit stays"),
        help_text=_("This one, another, or none: then name a new unit below"),
        empty_label=_("a new unit"),
    )
    code = forms.CharField(label=_("Code of the new unit"), max_length=32, required=False)
    name = GuardedCharField(label=_("Name of the new unit"), max_length=200, required=False)

    def prepare(self) -> None:
        beside = self.standing.parent(self.unit.pk)
        self.above = beside and Unit.objects.get(pk=beside.id)
        field, stays = self.fields["units"], self.fields["parent"]
        assert isinstance(field, UnitsField)
        assert isinstance(stays, Units)
        assert field.queryset is not None
        assert stays.queryset is not None
        near_ids = {node.id for node in self.standing.children(beside.id)} if beside else set()
        near_ids |= self._namesakes()
        field.queryset = field.queryset.filter(pk__in=near_ids)
        stays.queryset = Unit.objects.filter(pk__in=[self.unit.pk, *near_ids])

    def _namesakes(self) -> set[int]:
        """Return what bears the same name, wherever it stands: a duplicate is often under another unit."""
        own = self.standing.node(self.unit.pk).name.casefold()
        ids = self.standing.ids
        return {each for each in ids if self.standing.node(each).name.casefold() == own}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        merging = {self.unit, *given.get("units", ())}
        if given.get("parent") and given["parent"] not in merging:
            self.add_error("parent", _("Choose one of the units that merge, or a new one."))
        elif not given.get("parent"):
            for name in ("code", "name"):
                if not given.get(name):
                    self.add_error(name, _("Name the new unit, or choose one that stays."))
        return given

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        assert self.above
        into = given["parent"] or NewUnit(given["code"], given["name"], self.above)
        return merge_units([self.unit, *given["units"]], into, **how)


PARTS = 4


class SplitForm(ChangeForm):
    """Several new units in its place, each with its share; the units below go to one of them."""

    def prepare(self) -> None:
        places = [(str(n), _("part %(n)d") % {"n": n}) for n in range(1, PARTS + 1)]
        for n, words in enumerate((words for _n, words in places), start=1):
            part = {"part": capfirst(words)}
            must = n <= 2
            self.fields[f"code_{n}"] = forms.CharField(
                label=_("%(part)s: code") % part, max_length=32, required=must
            )
            self.fields[f"name_{n}"] = GuardedCharField(
                label=_("%(part)s: name") % part, max_length=200, required=must
            )
            self.fields[f"weight_{n}"] = forms.DecimalField(
                label=_("%(part)s: share in percent") % part,
                required=must,
                min_value=0,
                max_digits=5,
                decimal_places=2,
                localize=True,
            )
        for child in self.standing.children(self.unit.pk):
            self.fields[f"below_{child.id}"] = forms.ChoiceField(
                label=_("%(unit)s goes to") % {"unit": child.name}, choices=places
            )

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        node = self.standing.parent(self.unit.pk)
        above = Unit.objects.get(pk=node.id) if node else self.unit
        parts = [
            (
                NewUnit(given[f"code_{n}"], given[f"name_{n}"], above),
                int((given[f"weight_{n}"] or 0) * WHOLE / 100),
            )
            for n in range(1, PARTS + 1)
            if given[f"code_{n}"]
        ]
        below = {
            int(name.removeprefix("below_")): int(place) - 1
            for name, place in given.items()
            if name.startswith("below_")
        }
        return split_unit(self.unit, parts, below=below, **how)


class CloseForm(ChangeForm):
    """No unit in its place: what is below goes under another, or closes too."""

    below = Units(Unit.objects.none(), required=False, label=_("Units below go under"))
    is_branch = forms.BooleanField(required=False, label=_("Close all units below as well"))

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        return close_unit(self.unit, below=given["below"], is_branch=given["is_branch"], **how)


class AbolishForm(ChangeForm):
    """The level below this unit goes; what is below it moves up."""

    units = UnitsField(Unit.objects.none(), label=_("Units that close"))

    def prepare(self) -> None:
        field = self.fields["units"]
        assert isinstance(field, UnitsField)
        assert field.queryset is not None
        ids = [node.id for node in self.standing.children(self.unit.pk)]
        field.queryset = field.queryset.filter(pk__in=ids)
        field.initial = ids

    def act(self, given: Mapping[str, Any], **how: Any) -> UnitEvent | list[UnitEvent]:
        return abolish_level(given["units"], **how)
