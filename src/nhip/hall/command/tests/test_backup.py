"""A backup is taken while people work, and restored with its proof: on SQLite and on a real PostgreSQL."""

import json
import lzma
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from nhip.hall.tools.keeping import JOURNAL_KEY
from tests.product import nhip
from tests.upgrade.kept import KEPT


def said(*words: str, database: str = "") -> tuple[int, str, str]:
    process = nhip(*words, database=database, stdout=-1, stderr=-1)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def backed_up(folder: Path, to: Path, *words: str) -> Path:
    code, _out, err = said("backup", "--to", str(to), "--data", str(folder), *words)
    assert code == 0, err
    return to


def restored(source: Path, to: Path, *words: str) -> tuple[int, str]:
    """Return the exit code and the last line that was said."""
    code, out, err = said("restore", "--from", str(source), "--data", str(to), *words)
    return code, (out + err).strip().splitlines()[-1]


def rows(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return list(database.iterdump())


@pytest.fixture(scope="module")
def folder(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "demo"
    shutil.copytree(demonstration, folder)
    (folder / "attachments" / "ab").mkdir(parents=True)
    (folder / "attachments" / "ab" / "biên bản.pdf").write_bytes(b"%PDF attached")
    return folder


@pytest.fixture(scope="module")
def backup(folder: Path) -> Path:
    return backed_up(folder, folder.parent / "last-night")


def test_all_comes_back_and_neither_command_writes_a_row(
    folder: Path, backup: Path, tmp_path: Path
):
    before = rows(folder / "nhip.sqlite3")
    code, line = restored(backup, tmp_path / "new")
    assert code == 0, line
    assert "proved" in line
    assert rows(tmp_path / "new" / "nhip.sqlite3") == before == rows(folder / "nhip.sqlite3")
    for name in ("media", "attachments"):
        assert {
            str(file.relative_to(tmp_path / "new")): file.read_bytes()
            for file in (tmp_path / "new" / name).rglob("*")
            if file.is_file()
        } == {
            str(file.relative_to(folder)): file.read_bytes()
            for file in (folder / name).rglob("*")
            if file.is_file()
        }
    assert not [each for each in (tmp_path / "new").rglob("*") if each.stat().st_mode & 0o077]
    assert said("verify-journal", "--data", str(tmp_path / "new"))[0] == 0
    assert "restore" in (tmp_path / "new" / "backup.log").read_text()
    assert "backup" in (folder / "backup.log").read_text()
    assert not list(folder.glob(".backup-*"))


def test_a_restored_demonstration_is_a_demonstration_that_is_finished(backup: Path, tmp_path: Path):
    restored(backup, tmp_path / "new")
    noted = json.loads((tmp_path / "new" / "nhip.json").read_text())
    assert noted["purpose"] == "demonstration"
    assert noted["demo"]["accounts"]
    assert "restoring" not in noted
    assert noted["restored"]
    code, _out, err = said("migrate", "--data", str(tmp_path / "new"))
    assert (code, "holds a demonstration" in err) == (2, True)


def test_keys_lie_apart_and_only_their_owner_reads_both(folder: Path, backup: Path, tmp_path: Path):
    held = Path(f"{backup}.keys")
    key = (folder / "journal.secret").read_text()
    assert json.loads(held.read_text())["journal"] == key
    with zipfile.ZipFile(backup) as archive:
        assert not [name for name in archive.namelist() if key.encode() in archive.read(name)]
    assert {each.stat().st_mode & 0o777 for each in (backup, held)} == {0o600}
    apart = tmp_path / "safe"
    backed_up(folder, tmp_path / "one", "--keys", str(apart))
    assert not (tmp_path / "one.keys").exists()
    code, line = restored(tmp_path / "one", tmp_path / "new")
    assert (code, "--keys" in line, (tmp_path / "new").exists()) == (1, True, False)
    assert restored(tmp_path / "one", tmp_path / "new", "--keys", str(apart))[0] == 0


def test_a_backup_is_of_one_moment_while_others_write(folder: Path, tmp_path: Path):
    shutil.copytree(folder, tmp_path / "busy")
    stop = threading.Event()

    def write() -> None:
        """Add to two tables at once, again and again, and a file before each."""
        file = tmp_path / "busy" / "nhip.sqlite3"
        with closing(sqlite3.connect(file, timeout=30)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE one (n int)")
            database.execute("CREATE TABLE two (n int)")
            for number in range(100_000):
                if stop.is_set():
                    return
                (tmp_path / "busy" / "attachments" / f"{number}.pdf").write_text(str(number))
                database.execute("INSERT INTO one VALUES (?)", [number])
                database.execute("INSERT INTO two VALUES (?)", [number])
                database.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backed_up(tmp_path / "busy", tmp_path / "one")
    finally:
        stop.set()
        writer.join()
    code, line = restored(tmp_path / "one", tmp_path / "new")
    assert code == 0, line
    with closing(sqlite3.connect(tmp_path / "new" / "nhip.sqlite3")) as database:
        numbers = [set(database.execute(f"SELECT n FROM {name}")) for name in ("one", "two")]
    assert numbers[0] == numbers[1] != set()
    kept = {file.stem for file in (tmp_path / "new" / "attachments").glob("*.pdf")}
    assert {str(n) for (n,) in numbers[0]} <= kept


@pytest.mark.parametrize("size", [0, 10, 0.5, 0.999])
def test_a_backup_cut_short_is_refused_before_anything_is_written(backup, tmp_path, size):
    whole = backup.read_bytes()
    (tmp_path / "cut").write_bytes(whole[: int(size * len(whole)) if size < 1 else size])
    shutil.copy(f"{backup}.keys", tmp_path / "cut.keys")
    code, line = restored(tmp_path / "cut", tmp_path / "new")
    assert (code, "cut short or damaged" in line) == (1, True)
    assert not (tmp_path / "new").exists()


def changed(backup: Path, to: Path, change) -> Path:
    """Write a backup anew with something changed in what it says of itself, or in its database."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(to, "w") as new:
        held = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(held["manifest.json"])
        change(held, manifest)
        held["manifest.json"] = json.dumps(manifest).encode()
        for name, said in held.items():
            new.writestr(name, said)
    shutil.copy(f"{backup}.keys", f"{to}.keys")
    return to


def newer(held, manifest):
    manifest["version"] = "99.0"


def with_a_later_step(held, manifest):
    manifest["steps"].append(["journal", "9999_later"])


def of_another(held, manifest):
    manifest["keys"]["journal"] = "0" * 32


def altered(held, manifest):
    held["attachments/ab/biên bản.pdf"] = b"%PDF another"


def outside(held, manifest):
    held["media/../../outside"] = b""
    manifest["files"]["media/../../outside"] = manifest["files"]["attachments/ab/biên bản.pdf"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (newer, "newer than this one"),
        (with_a_later_step, "newer than this one"),
        (of_another, "another installation"),
        (altered, "cut short or damaged"),
        (outside, "cut short or damaged"),
    ],
)
def test_a_backup_that_is_not_ours_to_restore_is_refused(backup, tmp_path, change, words):
    other = changed(backup, tmp_path / "other", change)
    code, line = restored(other, tmp_path / "new")
    assert (code, words in line) == (1, True), line
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other", "other.keys"]


def test_the_keys_of_another_installation_are_refused(backup: Path, tmp_path: Path):
    (tmp_path / "keys").write_text('{"cookies": "x", "journal": "y"}')
    code, line = restored(backup, tmp_path / "new", "--keys", str(tmp_path / "keys"))
    assert (code, "another installation" in line) == (1, True)
    assert not (tmp_path / "new").exists()


def fewer_rows(manifest):
    manifest["proof"]["rows"]["journal_entry"] += 1


def another_head(manifest):
    manifest["proof"]["journal"]["head"] = "f" * 64


def other_totals(manifest):
    manifest["proof"]["totals"]["citations"] += 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (fewer_rows, "Rows of journal_entry"),
        (another_head, "The journal is not the one"),
        (other_totals, "Totals are not"),
    ],
)
def test_what_is_not_proved_is_not_left_behind(backup, tmp_path, change, words):
    other = changed(backup, tmp_path / "other", lambda _held, manifest: change(manifest))
    (tmp_path / "new").mkdir()
    code, line = restored(other, tmp_path / "new")
    assert (code, words in line) == (1, True), line
    assert list((tmp_path / "new").iterdir()) == []


def test_a_place_that_is_not_empty_is_left_alone(backup: Path, tmp_path: Path):
    (tmp_path / "letter.txt").write_text("mine")
    code, line = restored(backup, tmp_path)
    assert (code, "is not empty" in line) == (1, True)
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_backup_replaces_an_earlier_one_and_nothing_else(folder: Path, tmp_path: Path):
    to = backed_up(folder, tmp_path / "one")
    again = ("backup", "--to", str(to), "--data", str(folder))
    code, _out, error = said(*again)
    assert (code, "--overwrite" in error.splitlines()[-1]) == (1, True)
    assert said(*again, "--overwrite")[0] == 0
    (tmp_path / "letter").write_text("mine")
    for target in (tmp_path / "letter", tmp_path, tmp_path / "gone" / "one", folder / "inside"):
        words = ("--to", str(target), "--data", str(folder), "--overwrite")
        assert said("backup", *words)[0] == 1
    (tmp_path / "two.keys").write_text("mine")
    assert said("backup", "--to", str(tmp_path / "two"), "--data", str(folder))[0] == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "letter",
        "one",
        "one.keys",
        "two.keys",
    ]
    assert (tmp_path / "letter").read_text() == (tmp_path / "two.keys").read_text() == "mine"


def test_encrypted_nobody_reads_it_without_its_passphrase(folder: Path, tmp_path: Path):
    secret, other = tmp_path / "secret", tmp_path / "other"
    secret.write_text("một câu dài chỉ một người biết\n")
    other.write_text("câu khác\n")
    if shutil.which("gpg") is None:
        words = ("backup", "--to", str(tmp_path / "kept"), "--passphrase", str(secret))
        assert "gnupg" in said(*words, "--data", str(folder))[2]
        return
    kept = backed_up(folder, tmp_path / "kept", "--passphrase", str(secret))
    assert not zipfile.is_zipfile(kept)
    assert b"nhip.sqlite3" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0

    code, line = restored(kept, tmp_path / "new")
    assert (code, "--passphrase" in line) == (1, True)
    code, line = restored(kept, tmp_path / "new", "--passphrase", str(other))
    assert (code, "gpg" in line) == (1, True)
    assert not (tmp_path / "new").exists()
    code, line = restored(kept, tmp_path / "new", "--passphrase", str(secret))
    assert (code, "proved" in line) == (0, True)

    backed_up(folder, kept, "--passphrase", str(secret), "--overwrite")  # over the earlier one
    cut = tmp_path / "cut"
    cut.write_bytes(kept.read_bytes()[:-100])
    shutil.copy(f"{kept}.keys", f"{cut}.keys")
    code, line = restored(cut, tmp_path / "second", "--passphrase", str(secret))
    assert (code, "gpg" in line) == (1, True)
    assert {path.name for path in tmp_path.iterdir()} == {
        "secret", "other", "kept", "kept.keys", "new", "cut", "cut.keys",
    }  # fmt: skip


def test_a_journal_that_is_not_whole_is_told_and_kept_all_the_same(folder: Path, tmp_path: Path):
    shutil.copytree(folder, tmp_path / "altered")
    with closing(sqlite3.connect(tmp_path / "altered" / "nhip.sqlite3")) as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE journal_entry SET verb = 'x' WHERE sequence = 7")
        database.commit()
    words = ("backup", "--to", str(tmp_path / "one"), "--data", str(tmp_path / "altered"))
    code, out, _err = said(*words)
    assert (code, "NOT whole" in out.splitlines()[-1]) == (1, True)
    code, line = restored(tmp_path / "one", tmp_path / "new")
    assert (code, "not whole when it was kept" in line) == (1, True)
    assert (tmp_path / "new" / "nhip.sqlite3").exists()


@pytest.fixture(scope="module")
def kept_server(cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation of an earlier day, on PostgreSQL, noted there."""
    folder = tmp_path_factory.mktemp("server")
    dump = folder / "nhip.dump"
    dump.write_bytes(lzma.decompress((KEPT[-1] / "nhip.dump.xz").read_bytes()))
    cluster.client("createdb", "kept")
    cluster.client("pg_restore", "--no-owner", "--dbname=kept", str(dump))
    data = folder / "data"
    data.mkdir()
    (data / "nhip.lock").touch()
    (data / "journal.secret").write_text(JOURNAL_KEY)
    (data / "nhip.json").write_text(json.dumps({"database": cluster.url("kept")}))
    return data


def counted(url: str) -> dict[str, int]:
    with psycopg.connect(url) as server:
        names = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in names.fetchall()]
        return {n: server.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}


def test_a_server_of_an_earlier_day_is_kept_and_comes_back(kept_server, cluster, tmp_path):
    before = counted(cluster.url("kept"))
    to = backed_up(kept_server, tmp_path / "one")
    assert counted(cluster.url("kept")) == before
    words = ("restore", "--from", str(to), "--data", str(tmp_path / "new"))
    assert "name an empty database" in said(*words)[2]
    assert "is not empty" in said(*words, database=cluster.url("kept"))[2]
    assert not (tmp_path / "new").exists()
    cluster.client("createdb", "again")
    code, _out, err = said(*words, database=cluster.url("again"))
    assert code == 0, err
    assert counted(cluster.url("again")) == before
    noted = json.loads((tmp_path / "new" / "nhip.json").read_text())
    assert noted["database"] == cluster.url("again")
    assert not (tmp_path / "new" / "nhip.dump").exists()
    assert said("verify-journal", "--data", str(tmp_path / "new"))[0] == 0


def test_a_server_that_says_something_else_than_was_kept_is_emptied_again(
    kept_server, cluster, tmp_path
):
    to = backed_up(kept_server, tmp_path / "one")

    def other_words(_held, manifest):
        manifest["proof"]["content"]["units_unit"] = "0" * 64

    other = changed(to, tmp_path / "other", other_words)
    cluster.client("createdb", "refused")
    words = ("restore", "--from", str(other), "--data", str(tmp_path / "new"))
    code, _out, err = said(*words, database=cluster.url("refused"))
    assert (code, "units_unit say something else" in err.splitlines()[-1]) == (1, True)
    assert counted(cluster.url("refused")) == {}
    assert not (tmp_path / "new").exists()
