"""A revision lies packed and says the same, letter by letter; what was touched is told."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nhip.work.forms.models import Row
from nhip.work.forms.rules import digest_of
from nhip.work.reports import actions
from nhip.work.reports.models import Revision
from nhip.work.reports.rules import PackedPlace, pack_content, unpack_content

from .desk import GOOD, LATER, attached
from .test_entered_once import open_second, publish

packing = import_module("nhip.work.reports.migrations.0020_pack_revisions")

PLACES = [
    PackedPlace(1 + n // 3, 1 + n % 3, f"i{n}", "tin" if n % 2 else "", n % 3) for n in range(7)
]
SAID = st.one_of(
    st.just((0, True)), st.integers(-(10**18), 10**18).map(lambda amount: (amount, False))
)


def row_of(place, said, regime=""):
    amount, nil = said
    return {
        "section": place.section,
        "number": place.number,
        "indicator": place.indicator,
        "item": place.item,
        "amount": amount,
        "decimals": place.decimals,
        "nil": nil,
    } | ({"from": regime} if regime else {})


def whole(rows):
    return {"unit": "D.07", "figures": rows, "narratives": [{"section": 1, "text": "Lời."}]}


@given(
    st.dictionaries(
        st.sampled_from(PLACES), st.tuples(SAID, st.sampled_from(["", "nua-nam", "quy"]))
    )
)
def test_packed_figures_and_the_rest_say_the_same_again(said):
    content = whole([row_of(place, *said[place]) for place in PLACES if place in said])
    rest, packed = pack_content(content, PLACES)
    assert packed is not None
    assert digest_of(unpack_content(rest, packed, PLACES)) == digest_of(content)


@pytest.mark.parametrize(
    "rows",
    [
        [row_of(PLACES[0]._replace(decimals=2), (5, False))],
        [row_of(PLACES[0]._replace(number=9), (5, False))],
        [row_of(PLACES[0], (5, True))],
        [row_of(PLACES[0], (10**19, False))],
        [row_of(PLACES[1], (5, False)), row_of(PLACES[0], (5, False))],
        [row_of(PLACES[0], (5, False)) | {"note": "x"}],
    ],
    ids=["decimals", "no such row", "nil with an amount", "too wide", "another order", "more"],
)
def test_what_would_not_come_back_is_left_as_it_is(rows):
    assert pack_content(whole(rows), PLACES) == (whole(rows), None)


def plain(desk, second):
    return desk.submitted().revisions.get()


def nothing_and_missing(desk, second):
    report = desk.submitted(held=("", True), hours="")
    return report.revisions.get()


def with_a_file(desk, second):
    return attached(desk).report.revisions.get()


def used_again(desk, second):
    held = Row.objects.get(pk=desk.rows["held"]).indicator
    publish(desk, second, reuse={held.pk})
    later = open_second(desk, second)
    actions.accept_report(desk.submitted(), by=desk.cast.planner, at=LATER)
    hours = Row.objects.get(section__form=second.form, number=2)
    typed = {"figures": {hours.pk: ("2", False)}, "narratives": {}}
    actions.save_draft(later, **typed, by=desk.cast.reporter, at=LATER)
    return actions.submit_report(later, by=desk.cast.reporter, at=LATER)


KINDS = [plain, nothing_and_missing, with_a_file, used_again]


@pytest.mark.parametrize("made", KINDS)
def test_a_revision_lies_packed_and_is_intact(desk, second, made):
    told = made(desk, second)
    kept = Revision.objects.get(pk=told.pk)
    assert len(kept.figures) == len(GOOD) if made is not used_again else kept.reused == 1
    assert kept.content == told.content
    assert kept.is_intact


@pytest.mark.parametrize("made", KINDS)
def test_revisions_of_before_are_packed_and_keep_their_digest(desk, second, made):
    told = Revision.objects.get(pk=made(desk, second).pk)
    Revision.objects.filter(pk=told.pk).update(figures=None, rest=told.content, reused=0)
    packing.pack_all(apps, None)
    kept = Revision.objects.get(pk=told.pk)
    assert (kept.figures, kept.rest, kept.reused or None) == (told.figures, told.rest, told.reused)
    assert (kept.digest, kept.is_intact) == (told.digest, True)
    packing.unpack_all(apps, None)
    kept = Revision.objects.get(pk=told.pk)
    assert (kept.figures, kept.rest) == (None, told.content)


def test_a_revision_of_before_that_is_not_intact_is_left_as_it_is(desk):
    told = desk.submitted().revisions.get()
    said = told.content | {"unit": "X"}
    Revision.objects.update(figures=None, rest=said)
    packing.pack_all(apps, None)
    kept = Revision.objects.get()
    assert (kept.figures, kept.rest, kept.is_intact) == (None, said, False)


@pytest.mark.parametrize("spoilt", [b"\x01\x02\x03\x04\x05\x06", b"\x01", b"", None])
def test_figures_that_were_touched_are_told_on_the_page(desk, as_user, spoilt):
    report = desk.submitted()
    address = reverse("reports:revision", args=[report.pk, 1])
    words = "không còn đúng như khi nộp"
    reporter = as_user(desk.cast.reporter)
    assert words not in reporter.get(address).content.decode()
    rest = report.revisions.get().rest
    Revision.objects.update(
        figures=spoilt, rest=rest | ({} if spoilt is not None else {"figures": []})
    )
    assert words in reporter.get(address).content.decode()
