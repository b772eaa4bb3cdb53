"""The designer of drafts."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import is_own
from nhip.work.indicators.models import Indicator

from .. import actions, papers, queries
from ..forms import CheckForm, FormForm, SectionForm, SectionTitleForm
from ..models import Form, Row, RowCheck, Section
from .versions import designed

SECTION_FIELDS = ("title", "guidance", "asks_files", "file_kinds", "most_megabytes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def design(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft, one section at a time."""
    user = cast(User, request.user)
    form = designed(user, pk)
    if not form.is_draft:
        return redirect("forms:form", pk)
    sections = list(form.sections.all())
    section = _chosen(request, sections)
    if section is None and "phan" in request.POST:
        messages.error(
            request,
            _("You took this section out of the form meanwhile, in another window.")
            if is_own(user, form, "form.changed")
            else _("Somebody else took this section out of the form meanwhile."),
        )
        return redirect("forms:design", pk)
    page = _Page(request, user, form, section)
    if request.method == "POST" and (done := page.act()):
        return done
    words = request.GET.get("q", "")
    found, more = queries.find_indicators(form, words)
    shown = {
        "form": form,
        "sections": sections,
        "section": section,
        "part": page.sheet.part(section.number) if section else None,
        "checks": [
            each for each in papers.checks(form) if section and each.section == section.number
        ],
        "words": words,
        "found": found,
        "more": more,
        "here": request.GET.get("o", ""),
        "print": queries.print_of(section) if section else "",
        "stands": page.stands,
        **page.forms,
    }
    wrong = any(each.is_bound and each.errors for each in page.forms.values())
    return render(request, "forms/design.html", shown, status=422 if wrong else 200)


def _chosen(request: HttpRequest, sections: list[Section]) -> Section | None:
    """Return the section a press is about, by what it is; else the one an address numbers."""
    if "phan" in request.POST:
        pk = read_number(request.POST["phan"])
        return next((each for each in sections if each.pk == pk), None)
    number = read_number(request.GET.get("muc", ""))
    chosen = [each for each in sections if each.number == number]
    return next(iter(chosen or sections), None)


class _Page:
    """What the designer's page sends: one doing a press."""

    def __init__(
        self, request: HttpRequest, user: User, form: Form, section: Section | None
    ) -> None:
        self.request, self.form, self.section = request, form, section
        self.by: dict[str, Any] = {"by": user, "at": timezone.now()}
        do = str(request.POST.get("do", "")) if request.method == "POST" else ""
        self.verb, _colon, self.of = do.partition(":")
        sent = request.POST
        self.sheet = papers.blank_sheet(form)
        self.stands: list[str] = []
        self.forms: dict[str, Any] = {
            "title_form": SectionTitleForm(
                sent if self.verb == "new-section" else None, prefix="moi"
            ),
            "name_form": FormForm(
                sent if self.verb == "name" else None, prefix="bieu", initial={"name": form.name}
            ),
        }
        if section:
            writes = self.verb in ("save", "row", "section")
            self.forms["section_form"] = SectionForm(
                sent if writes else None,
                initial={name: getattr(section, name) for name in SECTION_FIELDS},
                part=self.sheet.part(section.number),
            )
            lines = [line.asked for part in self.sheet.parts for line in part.lines]
            self.forms["check_form"] = CheckForm(
                sent if self.verb == "check" else None,
                asked=lines,
                section=section.number,
                prefix="dk",
            )

    def act(self) -> HttpResponse | None:
        """Do what was pressed and go on; None shows the page again with what is wrong."""
        try:
            return self._act()
        except actions.Gone as gone:
            messages.error(self.request, str(gone))
            return self._go() if Form.objects.filter(pk=self.form.pk) else redirect("forms:forms")
        except actions.Refused as refusal:
            messages.error(self.request, str(refusal))
            return self._go()

    def _act(self) -> HttpResponse | None:
        form, section = self.form, self.section
        if self.verb == "name":
            return self._named()
        if self.verb == "new-section":
            titled = self.forms["title_form"]
            if not titled.is_valid():
                return None
            made = actions.add_section(form, titled.cleaned_data["title"], **self.by)
            return self._go(made.number)
        if section is None:
            raise Http404
        match self.verb:
            case "save" | "row" | "section":
                return self._written(section)
            case "add":
                actions.add_rows(section, self._asked(), **self.by)
            case "check":
                return self._checked(section)
            case "uncheck":
                checks = RowCheck.objects.filter(row__section=section)
                actions.remove_check(self._one(checks, self.of), **self.by)
        return self._go()

    def _named(self) -> HttpResponse | None:
        named = self.forms["name_form"]
        if not named.is_valid():
            return None
        actions.rename_form(self.form, named.cleaned_data["name"], **self.by)
        return self._go()

    def _written(self, section: Section) -> HttpResponse | None:
        """Keep what was typed in the section, then move or take out what a button names."""
        written = self.forms["section_form"]
        if not written.is_valid():
            return None
        words, seen = written.cleaned_data, self.request.POST.get("seen", "")
        try:
            actions.change_section(
                section,
                words["title"],
                words["guidance"],
                written.rows,
                **self.by,
                asking=written.asking,
                seen=seen,
            )
        except actions.Overtaken as refusal:
            written.add_error(None, str(refusal))
            self.stands = refusal.stands
            return None
        if self.verb == "save":
            messages.success(self.request, _("Saved."))
            return self._go()
        step, _colon, which = self.of.partition(":")
        part: Section | Row = section
        if self.verb == "row":
            part = self._one(Row.objects.filter(section=section), which)
        if step == "drop":
            actions.remove(part, **self.by)
            return self._go(max(1, section.number - (self.verb == "section")))
        actions.move(part, -1 if step == "up" else 1, **self.by)
        if self.verb == "section":
            section.refresh_from_db()
        return self._go(section.number, f"{step}-{part.pk if self.verb == 'row' else 'muc'}")

    def _checked(self, section: Section) -> HttpResponse | None:
        checked = self.forms["check_form"]
        if not checked.is_valid():
            return None
        try:
            row = section.rows.get(pk=checked.cleaned_data["row"])
            actions.add_check(row, checked.terms, **self.by)
        except actions.Lacking as refusal:
            checked.add_error(None, str(refusal))
            return None
        return self._go()

    def _asked(self) -> list[tuple[Indicator, str]]:
        """Return the ticked indicators: a key, or a key and an item of its breakdown."""
        ticked = [each.partition(":") for each in self.request.POST.getlist("them")]
        keys = {key for key, _colon, _item in ticked if "\0" not in key}
        known = {each.key: each for each in Indicator.objects.filter(key__in=keys)}
        return [(known[key], item) for key, _colon, item in ticked if key in known]

    def _one(self, found: Any, written: str) -> Any:
        return get_object_or_404(found, pk=read_number(written) or 0)

    def _go(self, number: int | None = None, here: str = "") -> HttpResponse:
        if number is None:
            number = self.section.number if self.section else 1
        here = f"&o={here}#{here}" if here else ""
        return redirect(f"{reverse('forms:design', args=[self.form.pk])}?muc={number}{here}")
