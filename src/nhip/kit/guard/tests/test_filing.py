"""What a kept file may be called, and that only what was kept is handed out."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.kit.guard.filing import (
    LONGEST_NAME,
    NotKept,
    clean_name,
    digest_of,
    examine,
    hand_out,
    write_whole,
)

PNG = b"\x89PNG\r\n\x1a\n"
KINDS = {"png": "ảnh (png)"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/a.png", "a.png"),
        ("C:\\a\\Biên bản.png", "Biên bản.png"),
        ("a\u202egnp.exe", "agnp.exe"),
        (" . a.png. ", "a.png"),
    ],
)
def test_a_name_keeps_no_folder_and_nothing_that_cannot_be_seen(sent, kept):
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 500 + ".png")
    assert (len(name), name.endswith(".png")) == (LONGEST_NAME, True)


@given(st.text(max_size=300))
def test_a_name_is_made_harmless(name):
    clean = clean_name(name)
    assert len(clean) <= LONGEST_NAME
    assert not set(clean) & set("/\\\n\r\0\u202e")
    assert clean_name(clean) == clean


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.png", b""),
        ("a.png", b"%PDF-"),
        ("a.pdf", PNG),
        ("MẬT.png", PNG),
        ("a.png", PNG + b"0" * 1024 * 1024),
    ],
)
def test_what_is_empty_too_large_of_another_kind_or_marked_is_refused(name, said):
    with pytest.raises(NotKept):
        examine(name, io.BytesIO(said), kinds=KINDS, megabytes=1)


def test_what_was_kept_is_handed_out_and_nothing_else(tmp_path):
    file = io.BytesIO(PNG)
    assert examine("a.png", file, kinds=KINDS, megabytes=1) == ("png", len(PNG))
    path, digest = tmp_path / "ab" / "cd", digest_of(file)
    assert hand_out(path, digest, "a.png", "png") is None
    write_whole(file, path)
    answer = hand_out(path, digest, "a.png", "png")
    assert b"".join(answer) == PNG
    assert answer["X-Content-Type-Options"] == "nosniff"
    path.write_bytes(b"khac")
    assert hand_out(path, digest, "a.png", "png") is None
