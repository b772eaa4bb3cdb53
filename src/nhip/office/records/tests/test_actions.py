"""Striking, restoring and correcting as every room of records does them, seen on a paper of the register."""

from datetime import date

import pytest
from django import forms
from django.db import transaction

from nhip.office.documents.actions import correct_document
from nhip.office.documents.models import Document
from nhip.office.documents.tests.makers import AT, organ, paper, series
from nhip.office.records.actions import correct_record, restore_record, strike_record
from nhip.office.records.forms import CorrectForm
from nhip.office.records.queries import StoryChange, story
from nhip.office.records.rules import AlreadyStruck, NothingChanged, NotStruck
from nhip.organisation.journal.queries import history, state_of
from nhip.organisation.journal.rules import NoReason


@pytest.fixture
def kept(cast):
    return paper(series(organ(cast.root), "programme"), date(2021, 1, 4), by=cast.planner)


@pytest.fixture
def told(cast, kept):
    return {"unit": kept.organ.unit, "by": cast.planner, "at": AT}


def correct(kept, fields, reason="ghi nhầm", **told):
    with transaction.atomic():
        return correct_record(kept, "document.corrected", fields, reason=reason, **told)


def test_a_correction_keeps_the_old_words_beside_the_new(kept, told):
    fields = {"subject": "Chương trình tháng 1", "issued_on": date(2021, 1, 5), "kind": kept.kind}
    before = correct(kept, fields, **told)
    assert (before.issued_on, kept.issued_on) == (date(2021, 1, 4), date(2021, 1, 5))
    kept.refresh_from_db()
    assert kept.subject == "Chương trình tháng 1"
    assert Document.objects.matching("thang 1").exists()
    step = story(kept, {"document.corrected": "đã sửa"})[0]
    assert (step.reason, step.changes) == (
        "ghi nhầm",
        (
            StoryChange("trích yếu", "Chương trình công tác tháng", "Chương trình tháng 1"),
            StoryChange("ngày", "4/1/2021", "5/1/2021"),
        ),
    )


def test_a_correction_changes_something_for_a_reason_on_what_stands(kept, told):
    with pytest.raises(NothingChanged):
        correct(kept, {"subject": kept.subject}, **told)
    with pytest.raises(NoReason):
        correct(kept, {"subject": "x"}, reason=" ", **told)
    strike_record(kept, "document.struck", reason="trùng", **told)
    with pytest.raises(AlreadyStruck):
        correct(kept, {"subject": "x"}, **told)


def test_a_restored_record_stands_and_the_journal_keeps_both_reasons(kept, told):
    strike_record(kept, "document.struck", reason="ghi trùng", **told)
    assert restore_record(kept, "document.restored", reason=" gỡ nhầm ", **told) == "gỡ nhầm"
    kept.refresh_from_db()
    assert (kept.struck_at, kept.strike_reason) == (None, "")
    assert history(kept)[-1].said == {"reason": "gỡ nhầm", "struck": "ghi trùng"}
    with pytest.raises(NotStruck):
        restore_record(kept, "document.restored", reason="nữa", **told)


def test_only_a_reason_restores(kept, told):
    strike_record(kept, "document.struck", reason="ghi trùng", **told)
    with pytest.raises(NoReason):
        restore_record(kept, "document.restored", reason="", **told)
    kept.refresh_from_db()
    assert kept.struck_at == AT


def test_a_correction_overtaken_by_another_is_told_once_and_then_kept(kept, told):
    sent, about = {"reason": "ghi nhầm", "seen": state_of(kept)}, {"kept": kept, "by": told["by"]}
    assert CorrectForm(sent, **about).is_valid()
    correct(kept, {"subject": "Tên khác"}, **told)
    form = CorrectForm(sent, **about)
    assert not form.is_valid()
    assert form["seen"].value() == state_of(kept)
    assert CorrectForm(sent | {"seen": form["seen"].value()}, **about).is_valid()


def test_a_correction_that_does_not_say_what_it_saw_is_not_believed(cast, kept):
    silent = CorrectForm({"reason": "ghi nhầm"}, kept=kept, by=cast.planner)
    assert not silent.is_valid()
    assert (silent["reason"].value(), silent["seen"].value()) == ("ghi nhầm", state_of(kept))


class Subject(CorrectForm):
    subject = forms.CharField()

    def values(self):
        return {"subject": self.cleaned_data["subject"]}


@pytest.mark.parametrize(
    ("second_by", "told"),
    [
        ("editor", ("Somebody changed", "có người đã sửa")),
        ("planner", ("in another window", "ở cửa sổ khác")),
    ],
)
def test_of_two_corrections_at_once_the_second_is_told_whose_the_first_was(
    cast, kept, second_by, told
):
    sent, by = {"seen": state_of(kept), "reason": "ghi nhầm"}, getattr(cast, second_by)
    first, second = (
        Subject({**sent, "subject": words}, kept=kept, by=each)
        for words, each in (("Một", cast.planner), ("Hai", by))
    )
    assert first.is_valid()
    assert second.is_valid(), "both looked at the same record"
    assert first.perform(correct_document, by=cast.planner, at=AT)
    assert not second.perform(correct_document, by=cast.planner, at=AT)
    assert any(words in str(second.errors) for words in told)
    assert Document.objects.get(pk=kept.pk).subject == "Một"
    again = Subject(second.data, kept=Document.objects.get(pk=kept.pk), by=by)
    assert again.is_valid(), "sent again, it is kept"
    assert again.perform(correct_document, by=cast.planner, at=AT)
