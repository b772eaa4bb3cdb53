"""`nhip periods`: rules.md's test vectors through the front door."""

import json
import subprocess
import sys

import pytest

from nhip.hall.command import main
from nhip.hall.command.catalogues import PACKAGE, ROOT


@pytest.mark.parametrize(
    ("kind", "place", "start", "end", "due"),
    [
        ("month", 0, "2025-12-15", "2026-01-14", "2026-01-25"),
        ("month", 2, "2026-02-15", "2026-03-14", "2026-03-25"),
        ("quarter", 1, "2026-03-15", "2026-06-14", "2026-06-25"),
        ("half", 1, "2026-06-15", "2026-12-14", "2026-12-25"),
        ("year", 0, "2025-12-15", "2026-12-14", "2026-12-25"),
    ],
)
def test_the_decree(capsys, kind, place, start, end, due):
    words = ["periods", "--calendar", "decree", "--kind", kind, "--year", "2026", "--json"]
    assert main(words) == 0
    row = json.loads(capsys.readouterr().out)[place]
    assert (row["start"], row["end"], row["due"]) == (start, end, due)
    assert row["label"]


def test_people_read_a_table_and_calendar_months_end_on_the_last(capsys):
    assert main(["periods", "--calendar=calendar", "--kind=month", "--year=2024"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 13
    assert "29/2/2024" in lines[2]


@pytest.mark.parametrize(
    "words", [[], ["--year=20x"], ["--year=1989"], ["--year=2026", "--kind=day"],
              ["--year=2026", "--calendar=moon"]],
)  # fmt: skip
def test_bad_words_end_with_2_and_say_what_is_wrong(capsys, words):
    with pytest.raises(SystemExit) as ended:
        main(["periods", *words])
    assert ended.value.code == 2
    assert "--" in capsys.readouterr().err


def test_it_needs_no_data_folder(tmp_path):
    line = [sys.executable, "-m", "nhip", "periods", "--year", "2026", "--json"]
    environment = {"PYTHONPATH": str(PACKAGE.parent), "NHIP_DATA": str(tmp_path / "none")}
    said = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert json.loads(said.stdout)[0]["label"] == "Tháng 1/2026"
    assert not (tmp_path / "none").exists()
