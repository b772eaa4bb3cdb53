"""Pages of the tree and of units; administrators' screens inside Wagtail's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from nhip.kit.sheets.writing import write_table
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .access import seen_by
from .actions import import_units
from .forms import (
    AbolishForm,
    ActionForm,
    ChangeForm,
    CloseForm,
    ListForm,
    MergeForm,
    MoveForm,
    OrganForm,
    RenameForm,
    SplitForm,
    UnitForm,
)
from .forms.lists import HEADINGS, pack, unpack
from .models import Organ, Succession, Unit, UnitEvent
from .queries import changes, events_of, known_units, level_names, listed_units, tree
from .rules import Node, WrongList, check_list

CHANGES: dict[str, tuple[Any, type[ChangeForm]]] = {
    "doi-ten": (_("Rename"), RenameForm),
    "chuyen": (_("Move elsewhere"), MoveForm),
    "gop": (_("Merge"), MergeForm),
    "tach": (_("Split"), SplitForm),
    "ket-thuc": (_("Close down"), CloseForm),
    "bo-cap": (_("Abolish the level below"), AbolishForm),
}


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
    on = _asked_day(request)
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
        "branches": branches,
        "changes": told,
        "today": timezone.localdate(),
        "levels": level_names().items(),
        "may_import": request.user.has_perm("units.create"),
    }
    return render(request, "units/tree.html", context)


@login_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit through time: names, places, decisions, predecessors, successors."""
    assert isinstance(request.user, User)
    found = get_object_or_404(Unit.objects.filter(pk__in=seen_by(request.user)), pk=pk)
    may_change = request.user.has_perm("units.change", found)
    stands = found.pk in tree(timezone.localdate())
    successions = Succession.objects.select_related("source", "heir", "event")
    context = {
        "unit": found,
        "spans": found.spans.select_related("parent").order_by("start_on"),
        "events": events_of(found),
        "sources": successions.filter(heir=found),
        "heirs": successions.filter(source=found),
        "stands": stands,
        "acts": [(key, words) for key, (words, _form) in CHANGES.items()]
        if may_change and stands
        else [],
    }
    return render(request, "units/unit.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Change a unit by a decision."""
    assert isinstance(request.user, User)
    seen = seen_by(request.user)
    found = get_object_or_404(Unit.objects.filter(pk__in=seen), pk=pk)
    if kind not in CHANGES or found.pk not in tree(timezone.localdate()):
        raise Http404
    require(request.user, "units.change", found)
    words, form_class = CHANGES[kind]
    form = form_class(request.POST or None, unit=found, seen=seen)
    done = form.is_valid() and form.perform(by=request.user, at=timezone.now())
    if done:
        messages.success(request, _("The change is recorded."))
        return redirect("units:unit", pk)
    context = {"unit": found, "words": words, "form": form}
    return render(request, "units/change.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Show what a list of units would set up and what is wrong with it; set it up once that was seen."""
    return take_list(request, "units/import.html", reverse("units:tree"), here="units:import")


def take_list(
    request: HttpRequest,
    page: str,
    done: str,
    *,
    here: str,
    around: Mapping[str, object] | None = None,
    after: Callable[[], object] | None = None,
) -> HttpResponse:
    """Answer for a page that takes a list of units, wherever it stands: trial first, then import.

    `page` is its template, `here` its address's name, `done` where people go afterwards; `after` is
    called in the transaction of the import.
    """
    assert isinstance(request.user, User)
    require(request.user, "units.create")
    if "list" in request.POST:
        return _imported(request, request.user, page, done, here, around or {}, after)
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**(around or {}), "form": form, "back": done}
    if request.method == "POST" and form.is_valid():
        plan = check_list(form.rows, known_units())
        plan.faults = [*form.faults, *plan.faults]
        context |= {"plan": plan, "rows": plan.in_order(), "table": form.table}
        if not plan.faults and not plan.changes_nothing:
            context["packed"] = pack(form.rows, request.user.pk)
    is_wrong = bool(form.errors or (context.get("plan") and context["plan"].faults))
    return render(request, page, context, status=422 if is_wrong else 200)


def _imported(
    request: HttpRequest,
    user: User,
    page: str,
    done: str,
    here: str,
    around: Mapping[str, object],
    after: Callable[[], object] | None,
) -> HttpResponse:
    rows = unpack(request.POST["list"], user.pk)
    if rows is None:
        messages.error(request, _("This list is not the one that was shown. Send the file again."))
        return redirect(here)
    try:
        with transaction.atomic():
            plan = import_units(rows, by=user, at=timezone.now())
            if after:
                after()
    except WrongList as refusal:  # somebody changed the units since the dry run
        context = {**around, "form": ListForm(), "plan": refusal, "back": done}
        return render(request, page, context, status=409)
    words = _("%(new)d units set up, %(reordered)d put in another order.")
    messages.success(request, words % {"new": len(plan.new), "reordered": len(plan.reordered)})
    return redirect(done)


@login_required
@require_safe
def list_template(request: HttpRequest) -> HttpResponse:
    """Send the units that stand, as a list to go on with, and one line as an example."""
    assert isinstance(request.user, User)
    require(request.user, "units.create")
    today = timezone.localdate()
    rows = listed_units(today)
    top, since = (rows[0][0], rows[0][4]) if rows else ("07", "1/1/2022")
    # Words where a number belongs: the example is told as a fault and cannot slip in.
    example = (f"{top}.9"[:32], "Đơn vị ví dụ", top, "xóa dòng này", since)
    headings = [names[0] for names in HEADINGS.values()]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(write_table("Đơn vị", headings, [*rows, example]), content_type=kind)
    answer["Content-Disposition"] = 'attachment; filename="mau-danh-sach-don-vi.xlsx"'
    return answer


def _asked_day(request: HttpRequest) -> date:
    try:
        on = date.fromisoformat(request.GET.get("ngay") or timezone.localdate().isoformat())
    except ValueError:
        raise Http404 from None
    if not 1900 < on.year < 9000:
        raise Http404
    return on


class Acting:
    """Saving is one action; what it refuses stands above the form, and what was typed stays."""

    def save_instance(self: Any) -> Model:
        form: ActionForm = self.form
        done = form.act(by=self.request.user, at=timezone.now())
        form.instance = done
        return done

    def form_valid(self: Any, form: ActionForm) -> HttpResponseBase:
        answer: HttpResponseBase
        try:
            answer = super().form_valid(form)  # type: ignore[misc]
        except ValidationError as refusal:
            form.add_error(None, refusal)
            self.is_valid(form)  # prepares the message on top of the page
            answer = self.form_invalid(form)
        return answer


class Add(Acting, CreateView):
    """Make something new by an action."""


class Change(Acting, EditView):
    """Change something by an action."""


class Screens(ModelViewSet):
    """A list, a form for what is new, and one for what may change. Nothing is copied or deleted."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_settings_menu = True


class ActingScreens(Screens):
    """Screens whose forms end in actions."""

    add_view_class = Add
    edit_view_class = Change
    add_form: type[ActionForm]
    change_form: type[ActionForm]

    def get_form_class(self, for_update: bool = False) -> type[ActionForm]:
        return self.change_form if for_update else self.add_form


class UnitScreens(ActingScreens):
    """Units as they are called today."""

    model = Unit
    icon = "group"
    add_form = change_form = UnitForm
    list_display = ["code", "name"]
    search_fields = ["code", "name"]
    ordering = ["code"]


class OrganScreens(ActingScreens):
    """Issuing organs."""

    model = Organ
    icon = "doc-full"
    add_form = change_form = OrganForm
    list_display = [
        "name",
        "unit",
        Column("get_kind_display", label=capfirst(_("kind"))),
        "start_on",
        "end_on",
    ]
    list_filter = ["kind"]


SCREENS = [UnitScreens("to-chuc-don-vi"), OrganScreens("to-chuc-co-quan")]
