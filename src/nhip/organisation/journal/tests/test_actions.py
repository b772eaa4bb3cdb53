"""Writing down, sealing, and finding out who tampered."""

import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from nhip.organisation.journal.actions import Act, record, record_all, seal
from nhip.organisation.journal.models import Detail, Entry, Immutable
from nhip.organisation.journal.queries import history, verify
from nhip.organisation.journal.rules import digest_of

AT = datetime(2022, 7, 21, 7, 5, tzinfo=UTC)


@contextmanager
def triggers_off():
    """Stand in for somebody who owns the database and takes its guards away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_is_kept")
            cursor.execute("DROP TRIGGER journal_entry_is_sealed_once")
        else:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        yield cursor


@pytest.fixture
def written(cast):
    """Five sealed rows about the reporter, each with words, after the ones of the cast."""
    rows = [
        record("trial.done", about=cast.reporter, by=cast.planner, at=AT, said={"why": f"câu {n}"})
        for n in range(5)
    ]
    seal(AT)
    return [Entry.objects.get(pk=row.pk) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_row_is_written_in_the_actions_transaction_or_not_at_all(django_user_model):
    user = django_user_model.objects.create(username="somebody")
    with pytest.raises(transaction.TransactionManagementError):
        record("trial.done", about=user, by=user, at=AT)
    with transaction.atomic():
        record("trial.done", about=user, by=user, at=AT)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_history_tells_who_did_what_when_and_why(cast, django_assert_num_queries):
    record("trial.began", about=cast.unit, by=cast.planner, unit=cast.unit, at=AT)
    record("trial.ended", about=cast.unit, by=None, at=AT, said={"reason": "đủ số liệu"})
    with django_assert_num_queries(1):
        doings = [(d.verb, d.at, d.by_id, d.said) for d in history(cast.unit)][-2:]
    assert doings == [
        ("trial.began", AT, cast.planner.pk, {}),
        ("trial.ended", AT, None, {"reason": "đủ số liệu"}),
    ]
    assert Entry.objects.get(verb="trial.began").unit_code == "G.07"


def test_sealing_chains_rows_in_order_once(cast):
    before = verify()
    assert before.ok
    assert (before.sealed, before.unsealed) == (0, Entry.objects.count())
    assert seal(AT) == before.unsealed
    assert seal(AT) == 0
    record("trial.done", about=cast.unit, by=cast.planner, at=AT)
    assert (verify().unsealed, verify().ok) == (1, True)
    assert seal(AT) == 1
    sequences = list(Entry.objects.order_by("pk").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert verify().head == Entry.objects.latest("sequence").seal


def test_rows_cannot_be_changed_or_deleted_through_the_models(written):
    row = written[0]
    row.verb = "trial.undone"
    for change in (row.save, row.delete, Entry.objects.all().delete):
        with pytest.raises(Immutable):
            change()
    with pytest.raises(Immutable):
        Entry.objects.update(verb="trial.undone")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET by_id = 1 WHERE sequence IS NOT NULL",
        "UPDATE journal_entry SET sequence = NULL, seal = '' WHERE sequence IS NOT NULL",
        "UPDATE journal_entry SET verb = 'trial.undone' WHERE sequence IS NULL",
        "DELETE FROM journal_entry WHERE sequence IS NOT NULL",
        "DELETE FROM journal_entry WHERE sequence IS NULL",
    ],
)
def test_the_database_refuses_too(cast, written, statement):
    record("trial.late", about=cast.unit, by=cast.planner, at=AT)
    with (
        pytest.raises(DatabaseError, match="never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_altered_row_is_named(written):
    row = written[2]
    with triggers_off() as cursor:
        cursor.execute("UPDATE journal_entry SET by_id = 0 WHERE id = %s", [row.pk])
    verdict = verify()
    assert not verdict.ok
    assert len(verdict.problems) == 1
    assert f"{row.sequence} " in verdict.problems[0]
    assert f"{row.pk})" in verdict.problems[0]


def test_a_missing_row_is_named(written):
    row = written[2]
    with triggers_off() as cursor:
        cursor.execute("DELETE FROM journal_detail WHERE entry_id = %s", [row.pk])
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", [row.pk])
    with translation.override("en"):
        [problem] = verify().problems
    assert problem.startswith("Missing")
    assert f"{written[3].sequence} (entry {written[3].pk})" in problem


def test_rows_in_another_order_are_named(written):
    first, second = written[1], written[2]
    with triggers_off() as cursor:
        for pk, sequence in (
            (first.pk, -1),
            (second.pk, first.sequence),
            (first.pk, second.sequence),
        ):
            cursor.execute("UPDATE journal_entry SET sequence = %s WHERE id = %s", [sequence, pk])
    assert not verify().ok
    assert any(f"{first.pk})" in problem for problem in verify().problems)


def test_a_row_put_in_with_a_seal_of_its_own_is_named(written):
    last = Entry.objects.latest("sequence")
    forged = Entry(verb="trial.forged", about="x.y", about_id="1", at=AT)
    forged.sequence, forged.sealed_at, forged.previous = last.sequence + 1, AT, "0" * 64
    forged.seal = "1" * 64
    forged.save()
    assert len(verify().problems) == 2


def test_altered_words_are_named(written):
    Detail.objects.filter(entry=written[1]).update(said={"why": "câu khác"})
    assert len(verify().problems) == 1


def test_words_erased_behind_the_journals_back_are_named(written):
    Detail.objects.filter(entry=written[1]).delete()
    assert len(verify().problems) == 1


WRITER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import UTC, datetime
from django.contrib.auth import get_user_model
from django.db import transaction
from nhip.organisation.journal.actions import record, seal
user, at = get_user_model().objects.get(), datetime.now(UTC)
for number in range(60):
    with transaction.atomic():
        record("trial.done", about=user, by=user, at=at, said={"number": number})
    if number % 3 == 0:
        seal(at)
seal(at)
"""


@pytest.mark.django_db(transaction=True)
def test_sealers_side_by_side_make_one_chain(django_user_model, settings, monkeypatch):
    """Three processes write and seal into one database; nothing is lost, skipped or sealed twice."""
    django_user_model.objects.create(username="somebody")
    monkeypatch.setenv("JOURNAL_KEY", settings.JOURNAL_KEY)
    command = [sys.executable, "-c", WRITER, str(connection.settings_dict["NAME"])]
    writers = [subprocess.Popen(command) for _ in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    verdict = verify()
    assert verdict.problems == []
    assert (verdict.sealed, verdict.unsealed) == (180, 0)


def test_many_acts_are_written_as_each_alone(cast, settings):
    with transaction.atomic():
        alone = record("unit.seen", about=cast.unit, by=cast.planner, at=AT, unit=cast.unit)
        many = record_all(
            [
                Act("unit.seen", cast.unit, cast.planner, AT, cast.unit),
                Act("unit.kept", cast.leaf, None, AT, said={"reason": "đủ lý do"}),
            ]
        )
    assert [entry.pk for entry in many] == [alone.pk + 1, alone.pk + 2]
    first, second = Entry.objects.filter(pk__gt=alone.pk).order_by("pk")
    same = ("verb", "about", "about_id", "unit_id", "unit_code", "by_id", "at", "digest")
    assert all(getattr(first, name) == getattr(alone, name) for name in same)
    assert second.detail.said == {"reason": "đủ lý do"}
    assert second.digest == digest_of(second.detail.said, second.detail.salt, settings.JOURNAL_KEY)
    seal(at=AT)
    assert verify().ok
