"""Pages of the tree and of units, and of changing them by decisions."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.design.notes import say_done
from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .. import registry
from ..access import CHANGE, CREATE, may_change, may_import, seen_by
from ..forms import (
    AbolishForm,
    ChangeForm,
    CloseForm,
    MergeForm,
    MoveForm,
    NewUnitForm,
    RenameForm,
    SplitForm,
    TreeDayForm,
)
from ..models import Succession, Unit, UnitEvent
from ..queries import changes, events_of, level_names, organs_on, tree
from ..rules import Node

CHANGES: dict[str, tuple[Any, type[ChangeForm]]] = {
    "doi-ten": (_("Rename"), RenameForm),
    "chuyen": (_("Move elsewhere"), MoveForm),
    "gop": (_("Merge"), MergeForm),
    "tach": (_("Split"), SplitForm),
    "ket-thuc": (_("Close down"), CloseForm),
    "bo-cap": (_("Abolish the level below"), AbolishForm),
}

ASKED_OF_NEW = _(
    "Set up: %(name)s. Next: give its people accounts. What it must hand in first: %(reports)s. It is on its"
    " desk within an hour, or from the day it stands."
)
NOTHING_ASKED_YET = _(
    "Set up: %(name)s. Next: give its people accounts. No regime asks anything of it yet: one of its level"
    " takes it in by itself, one that names its units has it added."
)


@dataclass(frozen=True)
class Branch:
    """One line of the tree, and what changed it on the very day."""

    node: Node
    steps: str
    news: list[UnitEvent]


@login_required
@require_safe
def whole_tree(request: HttpRequest) -> HttpResponse:
    """Show who stood under whom on a day, and the decisions that changed it."""
    assert isinstance(request.user, User)
    require(request.user, "units.see")
    form = TreeDayForm({"ngay": request.GET.get("ngay") or write_day(timezone.localdate())})
    on = form.cleaned_data["ngay"] if form.is_valid() else timezone.localdate()
    seen = seen_by(request.user)
    standing = tree(on)
    told = [event for event in changes() if event.unit_id in seen]
    news: dict[int, list[UnitEvent]] = {}
    for event in told:
        if event.on == on:
            heirs = [each.heir_id for each in event.successions.all()]
            for unit_id in {event.unit_id, *heirs}:
                news.setdefault(unit_id, []).append(event)
    nodes = [standing.node(each) for each in standing.ids if each in seen]
    top = min((node.level for node in nodes), default=1)
    branches = [Branch(node, "– " * (node.level - top), news.get(node.id, [])) for node in nodes]
    context = {
        "on": on,
        "form": form,
        "branches": branches,
        "changes": told,
        "today": timezone.localdate(),
        "levels": level_names().items(),
        "may_import": may_import(request.user),
    }
    return render(request, "units/tree.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit through time: names, places, decisions, predecessors, successors."""
    assert isinstance(request.user, User)
    found = get_object_or_404(Unit.objects.filter(pk__in=seen_by(request.user)), pk=pk)
    standing = tree(timezone.localdate())
    stands = found.pk in standing
    changes_it = stands and may_change(request.user, found)
    successions = Succession.objects.select_related("source", "heir", "event")
    context = {
        "unit": found,
        "spans": found.spans.select_related("parent").order_by("start_on"),
        "events": events_of(found),
        "sources": successions.filter(heir=found),
        "heirs": successions.filter(source=found),
        "stands": stands,
        "organs": organs_on(timezone.localdate(), found.pk),
        "may_open": changes_it,
        "acts": [
            (key, words)
            for key, (words, form) in CHANGES.items()
            if changes_it and (form is not AbolishForm or standing.children(found.pk))
        ],
    }
    return render(request, "units/unit.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """Set up one unit under another."""
    assert isinstance(request.user, User)
    require(request.user, CREATE)
    initial = {"parent": request.GET.get("don-vi")}
    form = NewUnitForm(request.POST or None, units=seen_by(request.user), initial=initial)
    if form.is_valid() and (made := form.perform(by=request.user, at=timezone.now())):
        stands_on = max(form.cleaned_data["on"], timezone.localdate())
        asked = registry.outlook(made.pk, stands_on)
        words = ASKED_OF_NEW if asked else NOTHING_ASKED_YET
        say_done(request, words % {"name": made, "reports": "; ".join(asked)})
        return redirect("units:unit", made.pk)
    status = 422 if form.errors else 200
    return render(request, "units/new_unit.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Change a unit by a decision."""
    assert isinstance(request.user, User)
    seen = seen_by(request.user)
    found = get_object_or_404(Unit.objects.filter(pk__in=seen), pk=pk)
    if kind not in CHANGES or found.pk not in tree(timezone.localdate()):
        raise Http404
    require(request.user, CHANGE, found)
    words, form_class = CHANGES[kind]
    form = form_class(request.POST or None, unit=found, seen=seen)
    done = form.is_valid() and form.perform(by=request.user, at=timezone.now())
    if done:
        messages.success(request, _("The change is recorded."))
        return redirect("units:unit", pk)
    context = {"unit": found, "words": words, "form": form}
    return render(request, "units/change.html", context, status=form.status)
