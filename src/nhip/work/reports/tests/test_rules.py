from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.work.duties.choices import Status
from nhip.work.forms.rules import Figure, canonical, digest_of
from nhip.work.reports import rules
from nhip.work.reports.choices import Step


def content(narratives=(), **figures):
    return {
        "figures": [
            {"section": 1, "number": int(name[1:]), "amount": amount, "decimals": 0, "nil": nil}
            for name, (amount, nil) in figures.items()
        ],
        "narratives": [{"section": number, "text": text} for number, text in narratives],
    }


def test_a_digest_knows_no_order_of_keys_and_no_way_of_composing_letters():
    assert digest_of({"a": 1, "b": "ế"}) == digest_of({"b": "e\u0302\u0301", "a": 1})
    assert canonical({"b": "ế", "a": [1]}) == '{"a":[1],"b":"ế"}'


@given(st.integers(-(10**18), 10**18), st.integers(-(10**18), 10**18))
def test_a_digest_tells_figures_apart(one, two):
    digests = {digest_of(content(r1=(amount, False))) for amount in (one, two)}
    assert len(digests) == len({one, two})


def test_changes_between_revisions():
    before = content([(1, "Cũ"), (2, "Giữ")], r1=(5, False), r2=(0, True), r3=(7, False))
    after = content([(1, "Mới"), (2, "Giữ")], r1=(5, False), r2=(0, False), r4=(1, False))
    changes = rules.changes_between(before, after)
    assert changes.figures == {
        (1, 2): (Figure(0, True), Figure(0)),
        (1, 3): (Figure(7), None),
        (1, 4): (None, Figure(1)),
    }
    assert changes.narratives == {1: ("Cũ", "Mới")}
    assert len(changes) == 4


@pytest.mark.parametrize(
    ("steps", "submitted", "accepted"),
    [
        ([], None, None),
        ([(Step.SUBMITTED, 1)], 1, None),
        ([(Step.SUBMITTED, 1), (Step.RETURNED, 1)], None, None),
        ([(Step.SUBMITTED, 1), (Step.ACCEPTED, 1)], 1, 1),
        ([(Step.SUBMITTED, 1), (Step.ACCEPTED, 1), (Step.REOPENED, 1)], 1, 1),
        ([(Step.SUBMITTED, 1), (Step.ACCEPTED, 1), (Step.SUBMITTED, 2)], 2, 1),
        ([(Step.ACCEPTED, 1), (Step.SUBMITTED, 2), (Step.RETURNED, 2)], 1, 1),
        ([(Step.ACCEPTED, 1), (Step.RETURNED, 1)], None, None),
    ],
)
def test_which_revision_counts(steps, submitted, accepted):
    assert rules.standing_after(steps) == rules.CountingRevisions(submitted, accepted)


# Two people


@given(typed=st.sampled_from("abc"), seen=st.sampled_from("abc"), stored=st.sampled_from("abc"))
def test_nobody_writes_over_what_they_have_not_seen(typed, seen, stored):
    kept, is_clash = rules.merge(typed, seen, stored)
    if typed == seen:
        assert (kept, is_clash) == (stored, False)
    if stored == seen:
        assert (kept, is_clash) == (typed, False)
    assert is_clash == (len({typed, seen, stored}) == 3)
    if is_clash:
        assert kept == stored


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        (["submitted"], Status.DRAFT),
        (["submitted", "withdrawn", "submitted"], Status.DRAFT),
        (["submitted", "returned", "submitted"], Status.RETURNED),
        (["submitted", "returned", "submitted", "returned", "submitted"], Status.RETURNED),
        (["submitted", "accepted", "returned", "submitted"], Status.RETURNED),
        (["submitted", "returned", "submitted", "accepted", "reopened", "submitted"], Status.DRAFT),
    ],
)
def test_what_is_taken_back_is_again_what_it_was_before_it_came_in(steps, status):
    assert rules.status_before(steps) == status


@pytest.mark.parametrize(
    ("steps", "day"),
    [
        (["submitted"], 1),
        (["submitted", "withdrawn"], None),
        (["submitted", "withdrawn", "submitted"], 3),
        (["submitted", "returned", "submitted", "withdrawn"], 1),
        (["submitted", "withdrawn", "submitted", "withdrawn", "submitted"], 5),
    ],
)
def test_what_was_taken_back_unseen_never_came_in(steps, day):
    moments = [datetime(2022, 7, number, tzinfo=UTC) for number in range(1, len(steps) + 1)]
    found = rules.first_handed_in(zip(steps, moments, strict=True))
    assert (found and found.day) == day
