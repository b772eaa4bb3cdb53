"""Pages of issuing organs: what numbers they give, and who signs for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .. import actions
from ..access import CHANGE, may_keep_organ, may_open_organs, seen_by
from ..forms.organs import (
    Deed,
    Mending,
    MendOrganForm,
    MendSeriesForm,
    MendSignerForm,
    NewOrganForm,
    NewSeriesForm,
    NewSignerForm,
    OfOrgan,
    OverForm,
)
from ..models import NumberSeries, Organ, Signer, Unit
from ..queries import organs_on, tree
from ..registry import paper_kinds

Had = TypeVar("Had", NumberSeries, Signer)


@dataclass(frozen=True)
class PageWords:
    """What a page with one form says."""

    title: str | Promise
    press: str | Promise
    done: str | Promise
    note: str | Promise = ""


@login_required
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """List the organs a person may see, with how many series each has, and who signs first."""
    user = cast(User, request.user)
    require(user, "units.see")
    seen, today = seen_by(user), timezone.localdate()
    over = Organ.objects.filter(unit__in=seen, end_on__lte=today).select_related("unit")
    context = {
        "organs": [organ for organ in organs_on(today) if organ.unit_id in seen],
        "over": over.order_by("-end_on", "pk"),
        "may_open": may_open_organs(user),
    }
    return render(request, "units/organs.html", context)


@login_required
@require_safe
def organ(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organ: its number series and its signers, those that are over too."""
    user = cast(User, request.user)
    found = _seen(user, pk)
    names = dict(paper_kinds())
    series = [(each, names.get(each.kind, each.kind)) for each in found.series.order_by("code")]
    today = timezone.localdate()
    context = {
        "organ": found,
        "series": series,
        "signers": found.signers.all(),
        "today": today,
        "is_over": bool(found.end_on and found.end_on <= today),
        "may_change": may_keep_organ(user, found),
    }
    return render(request, "units/organ.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_organ(request: HttpRequest) -> HttpResponse:
    """Open an organ."""
    user = cast(User, request.user)
    require(user, CHANGE)
    units = Unit.objects.filter(pk__in=seen_by(user) & set(tree(timezone.localdate()).ids))
    initial = {"unit": request.GET.get("don-vi"), "layout": "state"}
    form = NewOrganForm(request.POST or None, units=units, initial=initial)
    words = PageWords(_("New organ"), _("Open this organ"), _("The organ is open."))
    return _deed(request, form, words, reverse("units:organs"), onward=_page_of)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mend_organ(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what an organ is, its name, the family of its papers, and its unit while it has no records."""
    found = _changeable(request, pk)
    initial = {name: getattr(found, name) for name in ("unit", "kind", "name", "layout")}
    words = PageWords(_("Correct the organ"), _("Save"), _("The organ is corrected."))
    units = Unit.objects.filter(pk__in=seen_by(cast(User, request.user)))
    form = MendOrganForm(
        request.POST or None,
        organ=found,
        kept=found,
        by=cast(User, request.user),
        units=units,
        initial=initial,
    )
    return _deed(request, form, words, _page_of(found), organ=found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_organ(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an organ from a day on, with its series and signers."""
    found = _changeable(request, pk)
    form = OverForm(request.POST or None, end=actions.close_organ, kept=found)
    note = _("Its number series and signers end with it. Papers stay in the register.")
    words = PageWords(_("Close the organ"), _("Close it"), _("The organ is closed."), note)
    return _deed(request, form, words, _page_of(found), organ=found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a number series of an organ."""
    found = _changeable(request, pk)
    words = PageWords(_("New number series"), _("Open this series"), _("The series is open."))
    return _of(request, NewSeriesForm, found, words, initial={"on": found.start_on})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mend_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a number series, or end it."""
    kept = _kept(request, NumberSeries, pk)
    words = PageWords(_("Correct the number series"), _("Save"), _("The series is corrected."))
    initial = {name: getattr(kept, name) for name in ("kind", "name", "sign", "restarts")}
    return _mend_or_end(request, kept, MendSeriesForm, initial, words, actions.close_series)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody who signs for an organ."""
    found = _changeable(request, pk)
    words = PageWords(_("New signer"), _("Name this signer"), _("The signer is named."))
    return _of(request, NewSignerForm, found, words, initial={"on": found.start_on})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mend_signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a signer, or end it."""
    kept = _kept(request, Signer, pk)
    words = PageWords(_("Correct the signer"), _("Save"), _("The signer is corrected."))
    initial = {"post": kept.post, "capacity": kept.capacity, "sort_order": kept.sort_order}
    return _mend_or_end(request, kept, MendSignerForm, initial, words, actions.end_signer)


def _seen(user: User, pk: int) -> Organ:
    of_units = Organ.objects.filter(unit__in=seen_by(user))
    return get_object_or_404(of_units.select_related("unit"), pk=pk)


def _changeable(request: HttpRequest, pk: int) -> Organ:
    user = cast(User, request.user)
    found = _seen(user, pk)
    require(user, CHANGE, found.unit)
    return found


def _kept(request: HttpRequest, model: type[Had], pk: int) -> Had:
    """Return what an organ has, which this person may change."""
    user = cast(User, request.user)
    of_units = model._default_manager.filter(organ__unit__in=seen_by(user))
    found = get_object_or_404(of_units.select_related("organ__unit"), pk=pk)
    require(user, CHANGE, found.organ.unit)
    return found


def _page_of(thing: Model) -> str:
    return reverse("units:organ", args=[thing.pk])


def _of(
    request: HttpRequest,
    form_class: type[OfOrgan],
    found: Organ,
    words: PageWords,
    initial: dict[str, Any],
) -> HttpResponse:
    form = form_class(request.POST or None, organ=found, initial=initial)
    return _deed(request, form, words, _page_of(found), organ=found)


def _mend_or_end(
    request: HttpRequest,
    kept: NumberSeries | Signer,
    form_class: type[Mending],
    initial: dict[str, Any],
    words: PageWords,
    end: Callable[..., Model],
) -> HttpResponse:
    """Answer for a page with two forms: one corrects, one ends; each is sent by itself."""
    is_end = request.POST.get("do") == "end"
    mend = form_class(
        request.POST if request.POST and not is_end else None,
        organ=kept.organ,
        kept=kept,
        by=cast(User, request.user),
        initial=initial,
    )
    over = OverForm(request.POST if is_end else None, end=end, kept=kept, prefix="end")
    form: Deed = over if is_end else mend
    shown = {"form": mend, "over": None if kept.end_on else over, "kept": kept}
    return _deed(request, form, words, _page_of(kept.organ), organ=kept.organ, shown=shown)


def _deed(
    request: HttpRequest,
    form: Deed,
    words: PageWords,
    back: str,
    *,
    organ: Organ | None = None,
    shown: dict[str, Any] | None = None,
    onward: Callable[[Model], str] | None = None,
) -> HttpResponse:
    """Answer for a page with one form that ends in one action."""
    if form.is_valid():
        done = form.perform(by=cast(User, request.user), at=timezone.now())
        if done:
            messages.success(request, str(words.done))
            return redirect(onward(done) if onward else back)
    context = {"form": form, "words": words, "back": back, "organ": organ, **(shown or {})}
    return render(request, "units/deed.html", context, status=422 if form.errors else 200)
