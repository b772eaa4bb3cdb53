"""`nhip account --reset NAME`: the way back in for the last administrator."""

import pytest

from nhip.hall.command import main
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from tests.product import empty_folder


@pytest.fixture
def reset(tmp_path, monkeypatch, capsys):
    folder = empty_folder(tmp_path / "data")
    monkeypatch.setenv("NHIP_LANG", "vi")

    def run(name: str, *, data: str = str(folder)) -> tuple[int, str, str]:
        code = main(["account", "--reset", name, "--data", data])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_password_is_printed_once_and_signs_in(cast, client, reset):
    code, out, err = reset("administrator")
    assert (code, err) == (0, "")
    word = next(line.split(": ")[1] for line in out.splitlines() if "Mật khẩu" in line)
    answer = client.post("/tai-khoan/login/", {"login": "administrator", "password": word})
    assert answer.status_code == 302
    assert User.objects.get(username="administrator").has_given_password
    assert Entry.objects.filter(verb="people.account_reset").count() == 1


def test_a_name_nobody_has_is_told_in_one_sentence_and_changes_nothing(cast, reset, tmp_path):
    before = Entry.objects.count()
    code, out, err = reset("khong-co")
    assert (code, out, err) == (1, "", "Không có tài khoản nào tên “khong-co”.\n")
    code, _out, err = reset("administrator", data=str(tmp_path / "khac"))
    assert (code, len(err.splitlines())) == (1, 1)
    assert Entry.objects.count() == before
