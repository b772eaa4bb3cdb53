"""Accounts from a list: trial, import, the passwords shown once; new ones for who lost theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.kit.sheets.writing import write_table
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..actions import Given, import_people, renew_passwords
from ..choices import Role
from ..forms import PeopleForm
from ..forms.lists import HEADINGS, LIST, PASSWORDS, pack, unpack
from ..queries import current_day, known_people, waiting_people
from ..rules import KnownPeople, Person, WrongPeople, check_people, look_alikes, settle_people

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Take a list of people; show who still has a given password."""
    pages = ("people/import.html", "people/given.html")
    back = reverse("people:import")
    return take_people(request, *pages, back, around={"waiting": waiting_people})


def take_people(
    request: HttpRequest,
    page: str,
    given_page: str,
    back: str,
    *,
    around: Mapping[str, object] | None = None,
    after: Callable[[], object] | None = None,
) -> HttpResponse:
    """Answer for a page that takes a list of people, wherever it stands: trial first, then import.

    `page` takes the list, `given_page` shows the passwords once; `back` is the first one's address,
    `after` is called in the transaction of the import.
    """
    user = cast(User, request.user)
    require(user, "accounts.add_user")
    context: dict[str, Any] = {**(around or {}), "back": back}
    if "list" in request.POST:
        rows = unpack(request.POST["list"], LIST, user.pk)
        if rows is None:
            words = _("This list is not the one that was shown. Send the file again.")
            messages.error(request, words)
            return redirect(back)
        try:
            with transaction.atomic():
                people = [Person(*row) for row in rows]
                given = import_people(people, on=current_day(), by=user, at=timezone.now())
                if after:
                    after()
        except WrongPeople as refusal:  # something changed since the trial, or it is sent twice
            context |= {"form": PeopleForm(), "faults": refusal.faults}
            return render(request, page, context, status=409)
        return render(request, given_page, context | shown(given, user))
    form = PeopleForm(request.POST or None, request.FILES or None)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        context |= _looked_at(form, user)
    is_wrong = bool(form.errors or context.get("faults"))
    return render(request, page, context, status=422 if is_wrong else 200)


def _looked_at(form: PeopleForm, user: User) -> dict[str, Any]:
    """Return who would get an account, and all that is wrong; the list itself, signed, if nothing is."""
    known = known_people(current_day())
    people, faults = settle_people(form.people, known)
    told = {fault.cell for fault in form.faults if fault.cell}
    more = (fault for fault in [*faults, *check_people(people, known)] if fault.cell not in told)
    look = {
        "faults": [*form.faults, *more],
        "table": form.table,
        "alike": look_alikes(people, known),
        "people": [_named(person, known) for person in people],
        "proposed": sum(person.is_proposed for person in people),
    }
    return look if look["faults"] else look | {"packed": pack(people, LIST, user.pk)}


def shown(given: Sequence[Given], user: User) -> dict[str, object]:
    """Return what a page needs that shows passwords, and lets them be taken away as a file."""
    return {"given": given, "packed": pack(given, PASSWORDS, user.pk)}


def _named(person: Person, known: KnownPeople) -> Person:
    """Write a person for reading: the unit by name, the role in words."""
    unit = known.units.get(person.unit, person.unit)
    return replace(person, unit=unit, role=str(Role(person.role).label) if person.role else "")


@login_required
@require_safe
def list_template(request: HttpRequest) -> HttpResponse:
    """Send a list to fill in: one line as an example, and the units with their codes beside it."""
    require(cast(User, request.user), "accounts.add_user")
    known = known_people(current_day())
    headings = [names[0] for names in HEADINGS.values()]
    # No role in words: the example is told as a fault and cannot slip in.
    example = [known.root, "Trợ lý tổng hợp", "Họ và tên đầy đủ", "ten.nguoi.dung",
               "xóa dòng này", "", ""]  # fmt: skip
    roles = ", ".join(str(role.label) for role in Role)
    notes = ["", _("Roles"), *(str(role.label) for role in Role), "", _("Units")]
    beside = [*notes, *(f"{code}: {name}" for code, name in known.units.items())]
    rows = [[*example, "", roles], *([""] * 8 + [line] for line in beside)]
    book = write_table("Tài khoản", [*headings, "", _("What may be written")], rows)
    return _file(book, "mau-danh-sach-tai-khoan.xlsx")


@login_required
@never_cache
@require_POST
def passwords(request: HttpRequest) -> HttpResponse:
    """Send the passwords a page has just shown as a table to print and hand out."""
    user = cast(User, request.user)
    require(user, "accounts.add_user")
    rows = unpack(request.POST.get("list", ""), PASSWORDS, user.pk)
    if rows is None:
        messages.error(request, _("These passwords are not shown any more. Give new ones."))
        return redirect("people:import")
    given = [Given(*row) for row in rows]
    headings = ["Đơn vị", "Chức vụ", "Họ và tên", "Tên đăng nhập", "Mật khẩu một lần"]
    table = [(each.unit, each.post, each.name, each.username, each.password) for each in given]
    return _file(write_table("Mật khẩu một lần", headings, table), "mat-khau-mot-lan.xlsx")


@login_required
@never_cache
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Give new passwords to those chosen among the people who have not chosen their own yet."""
    user = cast(User, request.user)
    require(user, "accounts.change_user")
    chosen = {
        int(each) for each in request.POST.getlist("ai") if each.isdecimal() and len(each) < 10
    }
    given = renew_passwords(chosen, by=user, at=timezone.now())
    if not given:
        messages.error(request, _("Choose whose password is to be new."))
        return redirect("people:import")
    context = {"back": reverse("people:import"), **shown(given, user)}
    return render(request, "people/given.html", context)


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
