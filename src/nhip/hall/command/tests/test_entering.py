"""A folder, its database and its keys belong together, on SQLite and on a real PostgreSQL."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from nhip.config import keys
from nhip.hall.command import main
from nhip.hall.command.database import Database
from nhip.hall.command.entering import enter, usual_path, visit
from nhip.hall.command.folder import DATABASE, CommandRefused, DataFolder, OtherPurpose, Purpose
from tests.database import migrated_file

PRODUCTION, DEMONSTRATION = Purpose.PRODUCTION, Purpose.DEMONSTRATION


def entered(path: Path, purpose: Purpose = PRODUCTION, url: str = "", **more) -> DataFolder:
    """Go into a folder as a process of its own would, which then ends."""
    os.environ.pop("DATABASE_URL", None)
    if url:
        os.environ["DATABASE_URL"] = url
    folder = DataFolder(path)
    try:
        enter(folder, purpose, **more)
    finally:
        if hasattr(folder, "lock"):
            folder.lock.close()
    return folder


def finished(path: Path, url: str = "") -> DataFolder:
    """A demonstration that was built to its end."""
    folder = entered(path, DEMONSTRATION, url)
    folder.note(demo={"pages": {}})
    return folder


def state_of(path: Path) -> dict[str, bytes]:
    files = [file for file in path.rglob("*") if file.is_file() and file.name != "nhip.lock"]
    return {file.name: file.read_bytes() for file in files}


def fill(url: str) -> None:
    """What a Nhịp of before left there: its tables, guarded by triggers, and no mark."""
    with psycopg.connect(url) as server:
        server.execute("CREATE TABLE django_migrations (app text, name text)")
        server.execute("CREATE TABLE kept (words text)")
        server.execute("INSERT INTO kept VALUES ('people''s work')")
        server.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$"
        )
        server.execute(
            "CREATE TRIGGER stands BEFORE DELETE ON kept FOR EACH ROW EXECUTE FUNCTION refuse()"
        )


def tables(url: str) -> frozenset[str]:
    return Database(url).look().tables


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_folder_notes_its_database_and_works_on_it_from_then_on(tmp_path, server, purpose):
    folder = entered(tmp_path / "data", purpose, server)
    folder.note(demo={})
    assert folder.read()["database"] == server
    entered(tmp_path / "data", purpose)
    assert os.environ["DATABASE_URL"] == server
    assert not (tmp_path / "data" / DATABASE).exists()
    assert Database(server).look().purpose == purpose


def test_a_folder_of_its_own_file_can_be_moved(tmp_path):
    entered(tmp_path / "data")
    (tmp_path / "data").rename(tmp_path / "moved")
    entered(tmp_path / "moved")
    assert not (tmp_path / "data").exists()
    assert os.environ["DATABASE_URL"].endswith(f"/moved/{DATABASE}")


def test_another_database_than_the_noted_is_refused(tmp_path, server, cluster):
    entered(tmp_path / "data")
    before = state_of(tmp_path)
    with pytest.raises(CommandRefused, match="belongs to the database"):
        entered(tmp_path / "data", url=server)
    assert (state_of(tmp_path), tables(server)) == (before, frozenset())
    entered(tmp_path / "other", url=server)
    with pytest.raises(CommandRefused, match="belongs to the database"):
        entered(tmp_path / "other", url=cluster.url("postgres"))
    with pytest.raises(CommandRefused, match="address"):
        entered(tmp_path / "other", url="mysql://somebody@somewhere/nhip")


def test_a_password_may_change(tmp_path, server):
    entered(tmp_path / "data", url=server)
    changed = server.replace("nhip@", "nhip:secret@")
    assert entered(tmp_path / "data", url=changed).read()["database"] == changed
    assert "secret" not in str(Database(changed))


def test_a_second_folder_never_writes_where_another_key_sealed(tmp_path, server):
    first = entered(tmp_path / "first", url=server)
    with pytest.raises(CommandRefused, match="another key"):
        entered(tmp_path / "second", url=server)
    assert not (tmp_path / "second").exists()
    # Two nodes of one installation share its key.
    (tmp_path / "node").mkdir()
    shutil.copy(first.path / "journal.secret", tmp_path / "node")
    (tmp_path / "node" / "nhip.lock").touch()
    entered(tmp_path / "node", url=server)


@pytest.mark.parametrize("name", list(keys.VARIABLES))
@pytest.mark.parametrize("how", ["other", "gone"])
def test_another_key_is_refused_and_none_is_made_anew(tmp_path, name, how):
    entered(tmp_path)
    file = tmp_path / keys.file_of(name)
    if how == "gone":
        file.unlink()
    else:
        os.environ[keys.VARIABLES[name]] = "another"
    before = state_of(tmp_path)
    with pytest.raises(CommandRefused, match=keys.file_of(name)):
        entered(tmp_path)
    with pytest.raises(CommandRefused, match=keys.VARIABLES[name]):
        visit(str(tmp_path))
    assert state_of(tmp_path) == before


def test_a_demonstration_does_not_use_an_installations_keys(tmp_path):
    os.environ["JOURNAL_KEY"] = "of an installation"
    folder = entered(tmp_path, DEMONSTRATION)
    assert folder.read()["keys"]["journal"] != keys.fingerprint("of an installation")


def test_a_database_from_before_proves_its_key_by_the_first_words_of_its_journal(
    demonstration, tmp_path
):
    shutil.copytree(demonstration, tmp_path / "data")
    (tmp_path / "data" / "nhip.json").write_text('{"demo": {}}')
    with closing(sqlite3.connect(tmp_path / "data" / DATABASE)) as database:
        database.execute("DROP TABLE nhip_belonging")
    shutil.copytree(tmp_path / "data", tmp_path / "other")
    (tmp_path / "other" / "journal.secret").write_text("another")
    entered(tmp_path / "data", DEMONSTRATION)
    with pytest.raises(CommandRefused, match="another key"):
        entered(tmp_path / "other", DEMONSTRATION)


def test_a_database_that_is_away_is_said_in_one_sentence(tmp_path, cluster, capsys):
    cluster.client("createdb", "away")
    entered(tmp_path / "data", url=cluster.url("away"))
    cluster.client("dropdb", "away")
    del os.environ["DATABASE_URL"]
    for words in (["migrate"], ["stats", "obligations"], ["verify-journal"], ["verify-figures"],
                  ["verify-totals"], ["bake", "--to", str(tmp_path / "to")]):  # fmt: skip
        assert main([*words, "--data", str(tmp_path / "data")]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.splitlines()) == 1
        assert "does not answer" in said.err
    assert not list(tmp_path.rglob("nhip.sqlite3*"))


def test_a_file_that_is_gone_is_not_made_anew(tmp_path):
    entered(tmp_path)
    (tmp_path / DATABASE).unlink()
    with pytest.raises(CommandRefused, match="empty or gone"):
        entered(tmp_path)
    assert not (tmp_path / DATABASE).exists()


def test_a_folder_from_before_that_worked_on_a_server_asks_which(tmp_path, server):
    (tmp_path / "nhip.lock").touch()
    (tmp_path / "nhip.json").write_text('{"prepared": "x"}')
    with pytest.raises(CommandRefused, match="name it once in DATABASE_URL"):
        entered(tmp_path)
    assert not (tmp_path / DATABASE).exists()
    fill(server)
    entered(tmp_path, url=server)
    entered(tmp_path)
    assert os.environ["DATABASE_URL"] == server


def test_a_file_people_worked_in_is_not_left_for_an_empty_server(tmp_path, server):
    (tmp_path / "nhip.lock").touch()
    shutil.copy(migrated_file(), tmp_path / DATABASE)
    with pytest.raises(CommandRefused, match="belongs to the database"):
        entered(tmp_path, url=server)
    assert tables(server) == frozenset()


def test_a_demonstration_takes_an_empty_server_and_clears_only_its_own(tmp_path, server):
    finished(tmp_path / "demo", server)
    fill(server)
    entered(tmp_path / "demo", DEMONSTRATION)
    assert "kept" in tables(server)
    entered(tmp_path / "demo", DEMONSTRATION, fresh=True)
    assert tables(server) == {"nhip_belonging"}
    with psycopg.connect(server) as asked:
        assert asked.execute("SELECT 1 FROM pg_proc WHERE proname = 'refuse'").fetchone() is None
    with pytest.raises(CommandRefused, match="another key"):
        entered(tmp_path / "other", DEMONSTRATION, server, fresh=True)


def test_a_demonstration_that_was_not_finished_is_begun_anew(tmp_path, server):
    entered(tmp_path / "demo", DEMONSTRATION, server)
    fill(server)
    entered(tmp_path / "demo", DEMONSTRATION)
    assert tables(server) == {"nhip_belonging"}


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_demonstration_leaves_an_installations_server_alone(tmp_path, server, capsys, is_marked):
    if is_marked:
        entered(tmp_path / "data", url=server)
    fill(server)
    before = tables(server)
    os.environ["DATABASE_URL"] = server
    for words in (["demo"], ["demo", "--fresh"]):
        assert main([*words, "--no-serve", "--data", str(tmp_path / "demo")]) == 2
        assert "is not a demonstration" in capsys.readouterr().err
    assert tables(server) == before
    assert not (tmp_path / "demo").exists()


def test_an_installation_leaves_a_demonstrations_server_alone(tmp_path, server):
    finished(tmp_path / "demo", server)
    with pytest.raises(OtherPurpose, match="holds a demonstration"):
        entered(tmp_path / "data", url=server)
    assert not (tmp_path / "data").exists()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    entered(tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        database.execute("CREATE TABLE django_migrations (app text, name text)")
        database.execute("INSERT INTO django_migrations VALUES ('journal', '0001_initial')")
        database.execute("INSERT INTO django_migrations VALUES ('of_others', '9999_later')")
        database.commit()
        entered(tmp_path)
        database.execute("INSERT INTO django_migrations VALUES ('journal', '9999_later')")
        database.commit()
    before = state_of(tmp_path)
    with pytest.raises(CommandRefused, match="newer than this one"):
        entered(tmp_path)
    assert state_of(tmp_path) == before


def test_whoever_names_no_folder_means_the_demonstration_where_it_is_the_only_one(tmp_path):
    assert usual_path(None, tmp_path) == (tmp_path / "data", False)
    finished(tmp_path / "demo")
    assert usual_path(None, tmp_path) == (tmp_path / "demo", True)
    assert usual_path("named", tmp_path) == (Path("named"), False)
    entered(tmp_path / "data")
    assert usual_path(None, tmp_path) == (tmp_path / "data", False)


def test_nothing_is_asked_of_a_folder_that_holds_nothing_yet(tmp_path, capsys):
    entered(tmp_path / "data")
    os.environ.pop("DATABASE_URL")
    assert main(["stats", "obligations", "--data", str(tmp_path / "data")]) == 1
    assert "Nothing has been kept" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["stats", "obligations"],
        ["verify-journal"],
        ["verify-figures"],
        ["verify-totals"],
        ["account", "--reset", "ai"],
        ["bake", "--to", "baked"],
    ],
)
def test_beside_a_database_of_an_older_version_a_command_says_what_to_do(tmp_path, capsys, words):
    entered(tmp_path)
    os.environ.pop("DATABASE_URL")
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        database.execute("CREATE TABLE django_migrations (app text, name text)")
        database.execute("INSERT INTO django_migrations VALUES ('journal', '0001_initial')")
        database.commit()
    assert main([*words, "--data", str(tmp_path)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith(f"./nhip migrate --data {tmp_path}")


def test_of_two_nodes_that_bring_one_server_up_one_waits(server):
    waits, order = Event(), []

    def second() -> None:
        with Database(server).alone(waits.set):
            order.append("second")

    other = Thread(target=second)
    with Database(server).alone(waits.clear):
        other.start()
        assert waits.wait(20)
        order.append("first")
    other.join(20)
    assert order == ["first", "second"]
