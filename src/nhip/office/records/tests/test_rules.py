import pytest

from nhip.office.records.rules import AlreadyStruck, cause_of, reason_to_strike
from nhip.organisation.journal.rules import NoReason


def test_striking_wants_a_reason_and_happens_once():
    assert reason_to_strike(False, "  ghi trùng ") == "ghi trùng"
    with pytest.raises(NoReason):
        reason_to_strike(False, "   ")
    with pytest.raises(AlreadyStruck):
        reason_to_strike(True, "ghi trùng")


def test_the_cause_is_one_sentence():
    written = cause_of("văn bản 05/CTr-BCH", "ghi trùng.")
    assert written.startswith("Văn bản 05/CTr-BCH")
    assert written.endswith("ghi trùng.")
