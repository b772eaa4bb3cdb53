"""What the journal's page says of records: their names, where they are seen, and which bear some words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from nhip.kit.text.rules import fold, write_days
from nhip.office.documents.models import Document
from nhip.office.figures.models import Pin, Release
from nhip.office.figures.registry import describe
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.registry import KindOfRecord, Named, tell_kind
from nhip.organisation.people.models import Appointment
from nhip.organisation.people.queries import WITH_POSTS, current_day, written_as
from nhip.organisation.people.queries.keeping import found_accounts
from nhip.organisation.units.models import Unit
from nhip.portal.news.models import ArticlePage
from nhip.portal.site.models import BasePage
from nhip.work.commendations.models import Certificate
from nhip.work.duties.models import Regime
from nhip.work.forms.models import Form
from nhip.work.plans.models import UnitPlan
from nhip.work.reports.models import Report
from nhip.work.reviews.models import Conference
from nhip.work.training.models import TrainingClass

SEEN: dict[type[Model], str] = {
    Document: "documents:document",
    UnitPlan: "plans:plan",
    TrainingClass: "training:class",
    Certificate: "commendations:certificate",
    Conference: "reviews:conference",
    Form: "forms:form",
    Regime: "duties:regime",
}
"""The page each kind of record is seen on."""
MOST = 200  # records some words may mean: beyond, they are no words to look for


def tell_kinds() -> None:
    """Tell the journal how to write and find what most of its rows are about."""
    tell_kind(
        "accounts.user",
        KindOfRecord(
            lambda ids: _by_id(User.objects.prefetch_related(*WITH_POSTS), ids, _person),
            lambda words: _keys(row.user for row in found_accounts(words, "", "", current_day())),
        ),
    )
    _tell(Unit.objects.all(), _unit, lambda each: f"{each.code} {each.name}")
    _tell(ArticlePage.objects.all(), _article, lambda each: each.title)
    _tell(BasePage.objects.all(), _page, lambda each: each.title)
    held = Appointment.objects.select_related("user", "post", "unit")
    _tell(held, _appointment, lambda each: f"{each} {each.user.username}")
    for kind, view in SEEN.items():
        _tell(kind._default_manager.all(), _seen_at(view), str)
    tell_kind("figures.pin", KindOfRecord(_figures, _found_figures))
    _tell(Release.objects.all(), _release, lambda each: each.label)
    reports = Report.objects.select_related("unit", "form", "obligation")
    tell_kind(
        "reports.report",
        KindOfRecord(lambda ids: _by_id(reports, ids, _report), lambda words: []),
    )


def _tell(every: QuerySet[Any], write: Callable[[Any], Named], said: Callable[[Any], str]) -> None:
    kind = KindOfRecord(lambda ids: _by_id(every, ids, write), _found(every, said))
    tell_kind(every.model._meta.label_lower, kind)


def _found(every: QuerySet[Any], said: Callable[[Any], str]) -> Callable[[str], list[str]]:
    """Return what finds records by some words of what is said of them."""

    def find(words: str) -> list[str]:
        wanted = fold(words).split()
        return _keys(one for one in every.all() if all(word in fold(said(one)) for word in wanted))

    return find


def _by_id(
    every: QuerySet[Any], ids: Collection[str], write: Callable[[Any], Named]
) -> dict[str, Named]:
    return {str(each.pk): write(each) for each in every.filter(pk__in=ids)}


def _keys(found: Iterable[Model]) -> list[str]:
    return [str(each.pk) for each, _number in zip(found, range(MOST), strict=False)]


def _person(user: User) -> Named:
    written = written_as(user, timezone.localdate())
    words = user.username if written == user.username else f"{written} ({user.username})"
    return Named(words, "")


def _unit(unit: Unit) -> Named:
    return Named(f"{unit.code} {unit.name}", reverse("units:unit", args=[unit.pk]), "units.see")


def _article(page: ArticlePage) -> Named:
    return Named(page.title, reverse("news:versions", args=[page.pk]), "news.draft")


def _page(page: BasePage) -> Named:
    return Named(page.title)


def _appointment(held: Appointment) -> Named:
    return Named(f"{held} ({held.user.username})")


def _seen_at(view: str) -> Callable[[Any], Named]:
    """Return what names a record by itself, with the page it is seen on."""
    see = f"{view.partition(':')[0]}.see"
    return lambda record: Named(str(record), reverse(view, args=[record.pk]), see)


def _found_figures(words: str) -> list[str]:
    """Find cited figures by their own words, and by the title of the text they stand in."""
    wanted, pins = fold(words).split(), list(Pin.objects.all())
    texts = describe((pin.holder, pin.holder_id) for pin in pins)
    return _keys(
        pin
        for pin in pins
        if (text := texts.get((pin.holder, pin.holder_id)))
        and all(word in fold(f"{pin.label} {pin.window} {text.title}") for word in wanted)
    )


def _release(each: Release) -> Named:
    return Named(f"{each.label} ({write_days(each.start_on, each.end_on)}): {each.written}")


def _figures(ids: Collection[str]) -> dict[str, Named]:
    """Name cited figures, each with the text it stands in; one asks once for all texts of a kind."""
    pins = list(Pin.objects.filter(pk__in=ids))
    texts = describe((pin.holder, pin.holder_id) for pin in pins)
    named = {}
    for pin in pins:
        words = f"{pin.label} ({pin.window})" if pin.window else pin.label
        text = texts.get((pin.holder, pin.holder_id))
        named[str(pin.pk)] = Named(f"{words}: {text.title}", text.url) if text else Named(words)
    return named


def _report(report: Report) -> Named:
    return Named(f"{report.form.name}, {report.unit.name}")
