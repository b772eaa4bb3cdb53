"""`nhip stats obligations` on the demonstration: exclusive states that sum to the total."""

import json
from datetime import date
from pathlib import Path

import pytest

from nhip.hall.command import main
from nhip.hall.command.stats import count_obligations
from nhip.work.duties.choices import Completeness
from nhip.work.duties.models import Obligation
from tests.product import nhip


def test_a_machine_reads_states_that_sum_to_the_total(demonstration: Path):
    words = ("stats", "obligations", "--json", "--data", str(demonstration))
    counts = json.loads(nhip(*words, stdout=-1).communicate(timeout=60)[0])
    assert set(counts) == {"total", *Completeness.values}
    assert counts.pop("total") == sum(counts.values())
    assert all(counts.values()), counts


def test_one_unit_on_one_day_and_people_read_a_table(demonstration: Path):
    words = ("stats", "obligations", "--data", str(demonstration), "--on", "2022-06-20")
    whole = nhip(*words, stdout=-1).communicate(timeout=60)[0].splitlines()
    unit = nhip(*words, "--unit", "07", stdout=-1).communicate(timeout=60)[0].splitlines()
    assert len(whole) == len(unit) == 1 + len(Completeness)
    assert int(unit[0].split()[-1]) < int(whole[0].split()[-1])


def test_no_such_unit_ends_with_2(demonstration: Path):
    words = ("stats", "obligations", "--data", str(demonstration), "--unit", "KHÔNG-CÓ")
    asked = nhip(*words, stderr=-1)
    assert "KHÔNG-CÓ" in asked.communicate(timeout=60)[1]
    assert asked.returncode == 2


@pytest.mark.parametrize("words", [[], ["reports"], ["obligations", "--on", "31/12/2022"]])
def test_bad_words_end_with_2(words):
    with pytest.raises(SystemExit) as ended:
        main(["stats", *words])
    assert ended.value.code == 2


def test_a_folder_that_is_none_of_ours_is_refused(capsys, tmp_path):
    assert main(["stats", "obligations", "--data", str(tmp_path)]) == 1
    assert "not a data folder" in capsys.readouterr().err


def test_an_empty_installation_owes_nothing(db):
    assert {number for _state, _label, number in count_obligations(None, date(2022, 7, 1))} == {0}
    assert count_obligations("nobody", None) is None
    assert not Obligation.objects.exists()
