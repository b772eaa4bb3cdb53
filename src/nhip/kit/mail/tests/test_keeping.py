"""The server named on a page: its owner's alone, after the environment's, none in a demonstration."""

from nhip.kit.mail.keeping import FILE, drop_server, keep_server, kept_server, named_server, sender
from nhip.kit.mail.rules import parse_server

KEPT = parse_server("smtps://nhip:rieng@mail.example.vn", "so@example.vn")
OTHER = parse_server("smtp://khac.example.vn")


def test_what_is_kept_comes_back_and_is_its_owners_alone(tmp_path):
    assert kept_server(tmp_path) is None
    keep_server(tmp_path, OTHER)
    keep_server(tmp_path, KEPT)
    assert kept_server(tmp_path) == KEPT
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [FILE]
    for broken in ("", "[]", '{"host": "a"}', '{"security": "none"}'):
        (tmp_path / FILE).write_text(broken)
        assert kept_server(tmp_path) is None
    drop_server(tmp_path)
    drop_server(tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_environment_goes_first_and_a_demonstration_has_none(tmp_path, settings):
    settings.DATA, settings.MAIL_SERVER = tmp_path, None
    assert (named_server(), sender()) == (None, "nhip@localhost")
    keep_server(tmp_path, KEPT)
    assert (named_server(), sender()) == (KEPT, "so@example.vn")
    settings.MAIL_SERVER = OTHER
    assert (named_server(), sender()) == (OTHER, "nhip@khac.example.vn")
    settings.MAIL_SERVER, settings.IS_DEMO = None, True
    assert named_server() is None
