"""What a run of wrk says, and what many runs say together."""

import json

import pytest

from nhip.hall.command import main
from nhip.hall.command.progress import ProgressBar
from nhip.hall.tools.bench import deadline, desk, ducks, totals
from nhip.hall.tools.bench.building import Size
from nhip.hall.tools.bench.country import found
from nhip.hall.tools.bench.desk import CountryDesk
from nhip.hall.tools.bench.measuring import Run, UnknownOutput, percentile, read_wrk, summary

SAID = """\
Running 3s test @ http://127.0.0.1:18100/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   447.62us  531.63us  17.63ms   95.97%
    Req/Sec    38.46k     3.39k   44.83k    66.67%
  Latency Distribution
     50%  380.00us
     75%  489.00us
     90%  651.00us
     99%    2.71s\x20
  114870 requests in 3.00s, 3.53GB read
Requests/sec:  38270.08
Transfer/sec:      1.18GB
"""


def test_wrk_is_read():
    run, count = read_wrk(SAID)
    assert run == Run(rps=38270.08, p50_ms=0.38, p99_ms=2710.0)
    assert count == 114_870


def test_errors_of_either_kind_are_counted():
    said = (
        SAID
        + "  Non-2xx or 3xx responses: 7\n  Socket errors: connect 0, read 1, write 0, timeout 2\n"
    )
    assert read_wrk(said)[0].errors == 10


@pytest.mark.parametrize(
    "said", ["", SAID.replace("99%", "98%"), SAID.replace("Requests/sec", "R/s")]
)
def test_what_wrk_does_not_say_is_not_guessed(said: str):
    with pytest.raises(UnknownOutput):
        read_wrk(said)


def test_ratios_are_taken_inside_a_round():
    limits = [Run(100, 1, 2, 10), Run(50, 1, 2, 20), Run(400, 1, 2, 5)]
    runs = [Run(50, 1, 4, 20), Run(30, 3, 6, 50), Run(100, 2, 5, 15, errors=1)]
    assert summary(runs, limits) == {
        "rps": 50, "p50_ms": 2, "p99_ms": 5, "cpu_us": 20, "ratio": 0.5, "cpu_ratio": 2.5, "errors": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("share", "value"), [(0.5, 15), (0.99, 30), (1.0, 30), (0.01, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: float):
    assert percentile(list(range(30, 0, -1)), share) == value


@pytest.mark.parametrize("words", [["--rounds", "0"], ["--seconds", "0"]])
def test_too_little_is_refused(words: list[str], monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program, path=None: program)
    assert main(["bench", "pages", *words]) == 1


@pytest.mark.parametrize("words", [["--units", "9"], ["--seconds", "0"]])
def test_too_few_units_or_seconds_are_refused_for_marking(words: list[str]):
    assert main(["bench", "marking", *words]) == 1


def test_too_few_articles_are_refused_for_the_newsroom():
    assert main(["bench", "newsroom", "--articles", "100"]) == 1


@pytest.mark.parametrize(("program", "package"), [("wrk", "wrk"), ("nginx", "nginx-light")])
def test_a_missing_program_is_named_with_its_package(program, package, monkeypatch, capsys):
    monkeypatch.setattr(
        "shutil.which", lambda asked, path=None: None if asked == program else asked
    )
    assert main(["bench", "pages"]) == 1
    assert f"apt-get install {package}" in capsys.readouterr().err


def test_nothing_else_can_be_measured():
    with pytest.raises(SystemExit):
        main(["bench", "everything"])


def test_the_scanner_of_numbers_is_measured_without_a_server(capsys):
    assert main(["bench", "numbers", "--rounds", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["words"] == 2000
    assert 0 < told["figures"] < told["numbers"]


@pytest.mark.parametrize("what", ["totals", "deadline"])
@pytest.mark.parametrize("scale", ["0", "1.5"])
def test_no_scale_but_a_part_of_the_whole_is_measured(what: str, scale: str, monkeypatch):
    monkeypatch.setattr(ducks, "find_spec", lambda _name: object())
    assert main(["bench", what, "--scale", scale]) == 1


def test_a_missing_duckdb_is_named_with_the_way_to_get_it(monkeypatch, capsys):
    monkeypatch.setattr(ducks, "find_spec", lambda _name: None)
    assert main(["bench", "totals"]) == 1
    assert "pip install --python .venv/bin/python duckdb" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_small_country_is_measured(monkeypatch):
    size = Size(communes=12, provinces=3, indicators=3, months=3, drafts=8, first_drafts=2)
    monkeypatch.setattr(totals, "HAND_INS", 4)
    monkeypatch.setattr(desk, "MOST", 0)  # as few turns as can be
    monkeypatch.setattr(desk, "FEWEST", 1)
    measuring = totals.Measuring(size, ProgressBar())
    country, drafts = found(size, measuring.at_one_month, lambda share: None)
    at_work = CountryDesk(country)
    measuring.at_the_end(at_work, iter(drafts))
    measuring.moved(at_work, drafts[1])
    assert at_work.merge() > 0
    told = measuring.told
    assert told["amiss"] == []
    assert (told["values"], told["cited"]) == (12 * 3 * 3, 3)
    assert told["bytes_per_figure"] > 8
    assert told["accept_ms"]["turns"] == told["hand_in_ms"]["turns"] == 1
    assert set(told["growth"]) == {"hand_in", "month_total", "cited"}
    assert {name for name, one in told["pages"].items() if one is None} == {"pivot"}
    assert told["pages"]["totals"]["bytes"] > 5000
    assert told["pages"]["review_moved"]["bytes"] > told["pages"]["review"]["bytes"]
    sent = [drafts[0].pk, drafts[-1].pk, 0]  # the first was handed in, the last was not
    rush = deadline.Rush(sent=sent, acknowledged=sent)
    assert deadline.kept(rush) == {"stored": 1, "lost": 2, "doubled": 0}
