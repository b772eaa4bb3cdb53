"""The pages of the first run: one a step, each saved by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nhip.hall.models import Beginning
from nhip.office.notices.views import take_mail
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.views import take_people
from nhip.organisation.periods.models import SpecialDay
from nhip.organisation.periods.rules import DueTooSoon, today
from nhip.organisation.units.models import NumberSeries, UnitSpan
from nhip.organisation.units.queries import level_names
from nhip.organisation.units.views import take_list
from nhip.portal.site.models import SiteSettings
from nhip.work.duties.models import Regime
from nhip.work.forms.actions import Refused

from . import actions, queries, steps
from .forms import OWN, AccountForm, BodyForm, CalendarForm, LevelsForm, StarterForm, said_of
from .starter import starter

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
View = Callable[..., HttpResponse]


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, key: str) -> HttpResponse:
    """Make the first administrator's account: whoever holds the key printed at the start may."""
    if not actions.fits(key):
        raise Http404
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            user = actions.make_first_account(
                key, said["username"], said["name"], said["password"], at=timezone.now()
            )
        except actions.Over:
            raise Http404 from None
        login(request, user, backend=SIGN_IN)
        return redirect("beginning:body")
    context = _around(steps.ACCOUNT, ()) | {"form": form}
    return render(request, "hall/beginning/account.html", context, status=_status(form))


def step(key: str) -> Callable[[View], View]:
    """Let a page of the first run be opened only while it lasts, by those who may, in its order."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def asked(request: HttpRequest) -> HttpResponse:
            beginning = Beginning.objects.unfinished().first()
            if beginning is None:
                raise Http404
            return signed_in(request, beginning)

        @login_required
        def signed_in(request: HttpRequest, beginning: Beginning) -> HttpResponse:
            user = cast(User, request.user)
            require(user, "hall.begin")
            if key != steps.BODY and steps.BODY not in beginning.taken:
                return redirect("beginning:body")
            try:
                return view(request, beginning, user)
            except actions.Over:  # another browser finished it meanwhile
                return redirect("hall:next")

        return asked

    return decorate


@require_safe
@step(steps.BODY)
def go_on(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Go on where one stopped."""
    return redirect(_address(steps.first_open(beginning.taken)))


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.BODY)
def body(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Say what the organisation is called."""
    on = today(timezone.now())
    root, organs = queries.root_and_organs(on)
    site = SiteSettings.objects.first()
    initial = said_of(root, organs, on)
    initial["short_name"] = site.short_name if site else ""
    form = BodyForm(request.POST or None, request.FILES or None, initial=initial, on=on)
    if form.is_valid():
        try:
            actions.say_body(form.body(), by=user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            return _go_on(steps.BODY)
    shown = {"form": form, "logo_url": site.logo.url if site and site.logo else ""}
    return _page(request, "body", beginning, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.LEVELS)
def levels(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Name the levels."""
    names = list(level_names().values())
    usual = next((each.code for each in starter().ladders if list(each.levels) == names), "")
    initial = {"ladder": usual or (OWN if names else "tinh"), "own": "\n".join(names)}
    form = LevelsForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.say_levels(form.cleaned_data["names"], by=user, at=timezone.now())
        return _go_on(steps.LEVELS)
    shown = {"form": form, "ladders": starter().ladders, "own": OWN}
    return _page(request, "levels", beginning, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.CALENDAR)
def calendar(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Choose how months are cut, and which days are off."""
    on = today(timezone.now())
    holidays = starter().holidays_of(on.year)
    kept = {str(day) for day in SpecialDay.objects.values_list("on", flat=True)}
    is_first = steps.CALENDAR not in beginning.taken
    initial = {
        "first_day": beginning.calendar.first_day if beginning.calendar else 1,
        "days": [str(each.on) for each in holidays if is_first or str(each.on) in kept],
    }
    form = CalendarForm(request.POST or None, initial=initial, holidays=holidays)
    if form.is_valid():
        actions.say_calendar(
            form.cleaned_data["first_day"],
            form.chosen(),
            offered=holidays,
            by=user,
            at=timezone.now(),
        )
        return _go_on(steps.CALENDAR)
    shown = {
        "form": form,
        "months": queries.months([1, 15], on),
        "holidays": list(form.holidays.items()),
        "year": on.year,
        "kept": kept,
    }
    return _page(request, "calendar", beginning, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.UNITS)
def units(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Take the list of units, or leave it for later."""
    if "later" in request.POST:
        return _later(steps.UNITS, user)
    around = _around(steps.UNITS, beginning.taken)
    around["stand"] = UnitSpan.objects.filter(end_on=None).count()
    return take_list(
        request,
        "hall/beginning/units.html",
        _address(steps.PEOPLE),
        here="beginning:units",
        around=around,
        after=lambda: actions.take_step(steps.UNITS, by=user, at=timezone.now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.PEOPLE)
def people(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Take the list of people, or leave it for later; show their passwords once."""
    if "later" in request.POST:
        return _later(steps.PEOPLE, user)
    around = _around(steps.PEOPLE, beginning.taken)
    around["accounts"] = User.objects.exclude(pk=user.pk).count()
    return take_people(
        request,
        "hall/beginning/people.html",
        "hall/beginning/given.html",
        _address(steps.PEOPLE),
        around=around,
        after=lambda: actions.take_step(steps.PEOPLE, by=user, at=timezone.now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.STARTER)
def starter_set(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Switch on regimes with their forms and indicators, and number series of papers."""
    on = today(timezone.now())
    below = queries.levels_below(on)
    organs = list(queries.root_and_organs(on)[1].values())
    is_on = set(Regime.objects.exclude(published_at=None).values_list("code", flat=True))
    numbered = {str(pk) for pk in NumberSeries.objects.values_list("organ", flat=True)}
    initial = {
        "packages": [each.code for each in starter().packages] if below else [],
        "levels": [each.number for each in below if each.reporting or each == below[0]],
        "organs": [str(each.pk) for each in organs],
    }
    form = StarterForm(request.POST or None, initial=initial, levels=below, organs=organs)
    if request.method == "POST" and form.is_valid():
        try:
            actions.switch_on(
                form.chosen_packages(),
                form.cleaned_data["levels"],
                form.chosen_organs(),
                by=user,
                at=timezone.now(),
            )
        except (Refused, DueTooSoon, actions.NotYet) as refusal:
            form.add_error("packages", str(refusal))
        else:
            return _go_on(steps.STARTER)
    shown = {
        "form": form,
        "packages": starter().packages,
        "papers": starter().papers,
        "below": below,
        "organs": organs,
        "is_on": is_on,
        "numbered": numbered,
    }
    return _page(request, "starter", beginning, shown)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.MAIL)
def mail(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Name the mail server and try it, or leave it for later."""
    if "later" in request.POST:
        return _later(steps.MAIL, user)
    return take_mail(
        request,
        "hall/beginning/mail.html",
        "beginning:mail",
        around=_around(steps.MAIL, beginning.taken),
        after=lambda: actions.take_step(steps.MAIL, by=user, at=timezone.now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@step(steps.FINISH)
def finish(request: HttpRequest, beginning: Beginning, user: User) -> HttpResponse:
    """Show what stands, and open the house."""
    if request.method == "POST":
        try:
            actions.finish(by=user, at=timezone.now())
        except actions.NotYet as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("hall:next")
    lacking = [steps.NAMES[key] for key in steps.NEEDED if key not in beginning.taken]
    shown = {"standing": queries.setup_progress(today(timezone.now())), "lacking": lacking}
    return _page(request, "finish", beginning, shown)


def _page(
    request: HttpRequest, key: str, beginning: Beginning, shown: Mapping[str, Any]
) -> HttpResponse:
    context = {**_around(key, beginning.taken), **shown}
    status = _status(shown["form"]) if "form" in shown else 200
    return render(request, f"hall/beginning/{key}.html", context, status=status)


def _status(form: forms.BaseForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _around(key: str, taken: Any) -> dict[str, Any]:
    """Return what every page of the first run shows around its step."""
    listed = steps.steps(taken, key)
    return {
        "steps": [(each, _address(each.key) if each.is_open else "") for each in listed],
        "here": next(each for each in listed if each.is_here),
        "total": len(listed),
        "before": _address(steps.before(key)) if key not in (steps.ACCOUNT, steps.BODY) else "",
        "onward": _address(steps.after(key)) if key != steps.FINISH else "",
    }


def _address(key: str) -> str:
    return reverse(f"beginning:{key}") if key != steps.ACCOUNT else ""


def _go_on(key: str) -> HttpResponse:
    return redirect(_address(steps.after(key)))


def _later(key: str, user: User) -> HttpResponse:
    actions.take_step(key, by=user, at=timezone.now())
    return _go_on(key)


@login_required
@require_safe
def what_next(request: HttpRequest) -> HttpResponse:
    """Show the administrator how far the organisation has come, and what to do next."""
    require(cast(User, request.user), "hall.begin")
    shown = {"standing": queries.setup_progress(today(timezone.now()))}
    return render(request, "hall/beginning/next.html", shown)
