"""A line corrected and restored: what it says, what the journal keeps, what figures are told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.actions import (
    correct_document,
    restore_document,
    strike_document,
)
from nhip.office.documents.models import Document
from nhip.office.documents.rules import HoldsForNoSpan, NumberTaken, SeriesClosed
from nhip.office.documents.signals import register_changed
from nhip.office.records.rules import NothingChanged, NotStruck
from nhip.organisation.journal.queries import history

from .makers import AT, organ, paper, series


@pytest.fixture
def programmes(cast):
    return series(organ(cast.root), "programme")


@pytest.fixture
def kept(cast, programmes):
    return paper(programmes, date(2021, 1, 4), by=cast.planner)


@pytest.fixture
def heard():
    said = []

    def listen(sender, document, cause, **rest):
        said.append((document.issued_on, cause))

    register_changed.connect(listen)
    yield said
    register_changed.disconnect(listen)


def correct(document, by, **fields):
    return correct_document(document, fields, reason="ghi nhầm", by=by, at=AT)


def test_a_corrected_number_and_day_move_the_sign_and_the_year(cast, kept):
    made = correct(kept, cast.planner, number=12, issued_on=date(2020, 12, 30))
    assert (made.symbol, made.year) == ("12/CTr-BCH", 2020)
    assert Document.objects.matching("12/ctr").get() == kept
    changes = {
        each["field"]: (each["was"], each["now"]) for each in history(kept)[-1].said["changes"]
    }
    assert changes["issued_on"] == ("4/1/2021", "30/12/2020")
    assert changes["symbol"] == ("01/CTr-BCH", "12/CTr-BCH")


def test_figures_over_the_old_place_and_the_new_one_are_told(cast, kept, heard):
    correct(kept, cast.planner, issued_on=date(2021, 2, 1))
    assert [day for day, _cause in heard] == [date(2021, 1, 4), date(2021, 2, 1)]
    assert heard[0][1] == "Văn bản 01/CTr-BCH được sửa: ghi nhầm."


def test_a_symbol_stays_where_neither_number_nor_year_moves(cast, kept):
    kept.series.sign = "CTr-MOI"
    kept.series.save()
    assert correct(kept, cast.planner, subject="Khác").symbol == "01/CTr-BCH"


def test_a_correction_asks_what_registering_asks(cast, programmes, kept):
    other = paper(programmes, date(2021, 1, 5), by=cast.planner)
    with pytest.raises(NumberTaken):
        correct(other, cast.planner, number=1)
    with pytest.raises(SeriesClosed):
        correct(other, cast.planner, issued_on=date(2010, 1, 1))
    with pytest.raises(HoldsForNoSpan):
        correct(other, cast.planner, holds_start_on=date(2021, 1, 1))
    with pytest.raises(NothingChanged):
        correct(other, cast.planner, number=2)
    strike_document(kept, reason="trùng", by=cast.planner, at=AT)
    with pytest.raises(NumberTaken):
        correct(other, cast.planner, number=1)


def test_a_restored_paper_counts_again_and_figures_are_told(cast, kept, heard):
    with pytest.raises(NotStruck):
        restore_document(kept, reason="gỡ nhầm", by=cast.planner, at=AT)
    strike_document(kept, reason="trùng", by=cast.planner, at=AT)
    restore_document(kept, reason="gỡ nhầm", by=cast.planner, at=AT)
    assert Document.objects.standing().get() == kept
    assert heard[-1][1] == "Văn bản 01/CTr-BCH được khôi phục: gỡ nhầm."
    assert [doing.verb for doing in history(kept)][1:] == ["document.struck", "document.restored"]


@pytest.mark.parametrize("who", ["reporter", "stranger", "reader", "editor", "chief"])
def test_only_the_planner_corrects_and_restores(cast, kept, who):
    with pytest.raises(PermissionDenied):
        correct(kept, getattr(cast, who), subject="x")
    strike_document(kept, reason="trùng", by=cast.planner, at=AT)
    with pytest.raises(PermissionDenied):
        restore_document(kept, reason="gỡ nhầm", by=getattr(cast, who), at=AT)
