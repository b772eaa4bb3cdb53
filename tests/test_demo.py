"""`nhip demo` as a newcomer meets it."""

import json
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.product import Product, free_port, nhip, started

ROLES = {"administrator", "planner", "chief", "reporter", "editor", "publisher", "reader"}


def answer(url: str) -> str:
    with urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def until(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_says_where_to_go_and_as_whom(product: Product):
    assert set(product.pages) == {
        "home", "article", "review", "desk", "units", "form", "report", "check",
    }  # fmt: skip
    assert all(product.pages.values())
    assert {account["role"] for account in product.accounts} >= ROLES
    assert all(account["password"] and account["unit"] for account in product.accounts)
    assert answer(f"{product.base_url}/-/ready") == "ok"
    assert "data-figure=" in answer(product.pages["article"])


def test_people_read_the_roles_in_their_language(product: Product):
    said = product.data.parent / "said.txt"  # the table follows the line for machines
    until(lambda: "Ctrl-C" in said.read_text())
    told = said.read_text()
    assert "trợ lý kế hoạch" in told
    assert not [role for role in ROLES if f"  {role} " in told]


def test_the_worker_seals_the_journal(product: Product):
    with sqlite3.connect(product.data / "nhip.sqlite3") as database:
        count = "SELECT count(*) FROM journal_entry WHERE sequence IS NULL"
        until(lambda: database.execute(count).fetchone() == (0,))
    verifying = nhip("verify-journal", "--json", "--data", str(product.data), stdout=-1)
    assert json.loads(verifying.communicate(timeout=60)[0])["ok"]


def test_a_second_server_on_its_data_is_refused(product: Product):
    second = nhip("demo", "--data", str(product.data), "--port", str(free_port()), stderr=-1)
    assert "--data" in second.communicate(timeout=60)[1]
    assert second.returncode == 1


def test_it_ends_cleanly_and_starts_again_with_what_was_changed(
    demonstration: Path, tmp_path: Path
):
    folder = tmp_path / "demo"
    shutil.copytree(demonstration, folder)
    with started(folder) as product:
        pass
    assert product.process.returncode == 0
    with sqlite3.connect(folder / "nhip.sqlite3") as database:
        database.execute("UPDATE units_organ SET name = 'đã đổi'")
    with started(folder):
        database = sqlite3.connect(folder / "nhip.sqlite3")
        assert database.execute("SELECT DISTINCT name FROM units_organ").fetchall() == [("đã đổi",)]


def test_figures_are_proved_and_what_was_altered_by_hand_is_found(
    demonstration: Path, tmp_path: Path
):
    folder = tmp_path / "demo"
    shutil.copytree(demonstration, folder)

    def proved() -> tuple[int, dict]:
        process = nhip("verify-figures", "--data", str(folder), "--json", stdout=subprocess.PIPE)
        said = json.loads(process.communicate(timeout=60)[0])
        return process.returncode, said

    code, said = proved()
    assert (code, said["untold"], said["broken_seals"]) == (0, 0, 0)
    assert min(said["citations"], said["frozen"], said["versions"]) > 0
    lines = {
        "figures_pin": "UPDATE figures_pin SET amount = amount + 1 WHERE id = (SELECT min(id)"
        " FROM figures_pin WHERE holder = 'reviews.review' AND state = 'fresh' AND NOT amount_alone)",
        "news_version": "UPDATE news_version SET reason = 'x' WHERE id = 1",
    }
    assert lines.keys() <= set(said["tables"])
    with sqlite3.connect(folder / "nhip.sqlite3") as database:
        database.execute("DROP TRIGGER news_version_stands")
        for line in lines.values():
            database.execute(line)
    code, said = proved()
    assert (code, said["untold"], said["broken_seals"]) == (
        1,
        1,
        3,
    )  # the pin, the frozen line it watches, the version


def test_totals_are_proved_and_a_row_taken_by_hand_is_found_and_mended(
    demonstration: Path, tmp_path: Path
):
    folder = tmp_path / "demo"
    shutil.copytree(demonstration, folder)

    def proved(*mending: str) -> tuple[int, dict]:
        words = ["verify-totals", "--data", str(folder), "--json", *mending]
        process = nhip(*words, stdout=subprocess.PIPE)
        said = json.loads(process.communicate(timeout=120)[0])
        return process.returncode, said

    code, said = proved()
    assert (code, said["differences"]) == (0, 0)
    assert said["checked"] > 100
    with sqlite3.connect(folder / "nhip.sqlite3") as database:
        for table in said["tables"].values():
            database.execute(f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})")
    code, said = proved("--mend")
    assert (code, said["differences"] >= 2) == (1, True)
    assert {problem.split(": ")[1].split()[0] for problem in said["problems"]} == {
        "statement",
        "subtotal",
    }
    assert proved() == (0, said | {"differences": 0, "problems": []})


def test_nothing_lives_on_when_it_is_killed(demonstration: Path, tmp_path: Path):
    folder = tmp_path / "demo"
    shutil.copytree(demonstration, folder)
    with started(folder) as product:
        product.process.send_signal(signal.SIGKILL)
        product.process.wait()
        port = int(product.base_url.rpartition(":")[2])
        until(lambda: not _answers(port), seconds=3)


def _answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/-/live", timeout=2).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("word", ["1.2.3.4", "example.org", "::"])
def test_it_answers_on_this_machine_only(word: str):
    refused = nhip("demo", "--address", word, stderr=subprocess.PIPE)
    assert word in refused.communicate(timeout=60)[1]
    assert refused.returncode == 1
