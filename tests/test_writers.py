"""Who writes rows: verbs alone, in the demonstration and in the worlds of tests."""

import pytest
from django.apps import apps

from nhip.hall.command.catalogues import PACKAGE, ROOT
from tests.writers import DEMONSTRATION, NO_VERB, NOT_YET, STILL_BY_HAND, made_in, written_in


def test_the_demonstration_writes_no_row_by_itself():
    """Each fact has one writer, its action; what an office cannot do, the demonstration does not do."""
    told = {file.name: written_in(file.read_text()) for file in DEMONSTRATION.glob("*.py")}
    dirty = {name: lines for name, lines in told.items() if lines}
    assert not {name: lines for name, lines in dirty.items() if name not in NOT_YET}
    assert dirty.keys() >= NOT_YET, "clean by now: take it off the list in tests/writers.py"


def test_worlds_of_tests_are_made_by_verbs():
    """What a test makes by hand may lack what the verb writes beside it, and the test proves nothing."""
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("nhip.")}
    files = [*PACKAGE.glob("**/tests/**/*.py"), *(ROOT / "tests").rglob("*.py")]
    told = {str(file.relative_to(ROOT)): len(made_in(file.read_text(), models)) for file in files}
    assert {name: made for name, made in told.items() if made} == NO_VERB | STILL_BY_HAND


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("Unit.objects.create(code='x')", True),
        ("[unit] = Unit.objects.bulk_create([Unit()])", True),
        ("unit, _made = Unit.objects.filter(pk=1).get_or_create(code='x')", True),
        ("Unit._default_manager.update_or_create(code='x')", True),
        ("Session.objects.create(session_key='x')", False),
        ("create_unit('x', 'X', root, on=DAY, by=by, at=AT)", False),
        ("Unit.objects.get(code='x')", False),
    ],
)
def test_a_row_made_past_the_verbs_is_seen(line, is_told):
    assert bool(made_in(line, {"Unit"})) == is_told


# Where rights are answered, and where no verb is at stake: Django's own words, the menu, who comes in.


@pytest.mark.parametrize(
    "line",
    [
        "Unit.objects.create(code='x')",
        "Unit.objects.bulk_create(rows, batch_size=500)",
        "Unit.objects.filter(pk=1).update(code='x')",
        "unit.save(update_fields=['code'])",
        "self.unit.delete()",
        "organ.signers.get_or_create(post='x')",
        "connection.cursor()",
        "section.add_child(instance=page)",
        "user.groups.add(group)",
    ],
)
def test_a_line_that_writes_is_seen(line):
    assert written_in(f"def build():\n    {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "names.update(other)",
        "seen.add(1)",
        "Unit.objects.filter(pk=1).first()",
        "actions.create_unit(row)",
        "take_in_units(rows, by=user, at=AT)",
    ],
)
def test_a_line_that_asks_or_calls_a_verb_is_not(line):
    assert not written_in(f"def build():\n    {line}\n")
