"""What the code says is found wherever it stands; what a catalogue lacks is named."""

import shutil
from pathlib import Path

import polib
import pytest

from nhip.hall.command import catalogues
from nhip.hall.tools import messages

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def catalogue(text):
    return polib.pofile(HEAD + text)


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="apt-get install gettext")
def test_messages_are_found_in_code_and_templates(tmp_path, monkeypatch):
    room = tmp_path / "room"
    (room / "templates").mkdir(parents=True)
    (room / "tests").mkdir()
    (room / "apps.py").write_text('_("From code")\nngettext("one", "many", 2)')
    (room / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "From a template" %}'
        "{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}"
    )
    (room / "tests" / "test_x.py").write_text('_("From a test")')
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    found = {entry.msgid for entry in messages.extract(room)}
    assert found == {"From code", "one", "From a template", "Dear %(name)s"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not in the catalogue"),
        ('\nmsgid "Dear %(name)s"\nmsgstr ""\n', "not translated"),
        ('\n#, fuzzy\nmsgid "Dear %(name)s"\nmsgstr "Gửi %(name)s"\n', "unsure"),
        ('\nmsgid "Dear %(name)s"\nmsgstr "Gửi %(nmae)s"\n', "placeholders"),
    ],
)
def test_what_a_catalogue_lacks_is_named(monkeypatch, text, problem):
    monkeypatch.setenv("NHIP_LANG", "en")
    found = catalogue('\nmsgid "Dear %(name)s"\nmsgstr ""\n')
    assert problem in " ".join(messages.lacking(catalogue(text), found))


def test_a_whole_catalogue_lacks_nothing():
    found = catalogue('\nmsgid "Dear %(name)s"\nmsgstr ""\n')
    whole = catalogue('\nmsgid "Dear %(name)s"\nmsgstr "Gửi %(name)s"\n')
    assert not list(messages.lacking(whole, found))


def test_what_nothing_says_any_more_is_named_and_taken_out(monkeypatch, tmp_path):
    monkeypatch.setenv("NHIP_LANG", "en")
    found = catalogue('\nmsgid "Unit"\nmsgstr ""\n')
    kept = catalogue('\nmsgid "Unit"\nmsgstr "Đơn vị"\n\nmsgid "Post"\nmsgstr "Chức vụ"\n')
    [problem] = messages.left_over(kept, found)
    assert "Post" in problem
    messages.drop(kept, found, tmp_path / "django.po")
    assert [entry.msgid for entry in polib.pofile(str(tmp_path / "django.po"))] == ["Unit"]
    assert not list(messages.left_over(kept, found))


def test_two_rooms_must_say_the_same():
    said = {}
    one = catalogue('\nmsgid "Unit"\nmsgstr "Đơn vị"\n')
    two = catalogue('\nmsgid "Unit"\nmsgstr "Đơn nguyên"\n')
    assert not list(messages.contradicting(one, Path("one"), said))
    assert list(messages.contradicting(two, Path("two"), said))


def test_only_stale_catalogues_are_compiled(tmp_path, monkeypatch):
    folder = tmp_path / "room" / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEAD + '\nmsgid "Unit"\nmsgstr "Đơn vị"\n')
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    catalogues.compile_stale()
    made = (folder / "django.mo").stat().st_mtime_ns
    catalogues.compile_stale()
    assert (folder / "django.mo").stat().st_mtime_ns == made
    assert [entry.name for entry in folder.iterdir() if entry.suffix not in (".po", ".mo")] == []
