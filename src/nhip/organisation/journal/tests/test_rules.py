"""The arithmetic of the chain."""

from nhip.organisation.journal.rules import canonical, digest_of, seal_of


def test_the_same_words_are_written_in_one_way():
    assert canonical({"b": 1, "a": "Đã nộp"}) == canonical({"a": "Đã nộp", "b": 1})
    assert canonical({"a": "Đã nộp"}) == '{"a":"Đã nộp"}'


def test_a_digest_needs_the_key_and_the_salt():
    digest = digest_of({"reason": "thiếu số liệu"}, "salt", "key")
    assert digest != digest_of({"reason": "thiếu số liệu"}, "salt", "another key")
    assert digest != digest_of({"reason": "thiếu số liệu"}, "pepper", "key")


def test_a_seal_depends_on_the_row_and_on_the_seal_before():
    row = {"verb": "report.submitted"}
    assert seal_of(row, "") != seal_of(row, "a")
    assert seal_of(row, "") != seal_of({"verb": "report.returned"}, "")
