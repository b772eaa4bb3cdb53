"""What is pasted into an article: words at the cursor, blocks after it, and the rest named."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import nhip.kit.clean.tests

CASES = Path(nhip.kit.clean.tests.__file__).with_name("cases")
PASTE = "/bien-tap/dan/"


@pytest.fixture
def pasted(client: Client, cast: Any) -> Any:
    client.force_login(cast.editor)

    def paste(html: str, place: str = "body", text: str = "") -> Any:
        said = {"html": html, "text": text, "place": place}
        response = client.post(PASTE, said)
        assert response.status_code == 200
        return response.json()

    return paste


def case(name: str) -> str:
    return (CASES / name).read_text()


def lines(words: str) -> list[tuple[str, str]]:
    return [(block["type"], block["text"]) for block in json.loads(words)["blocks"]]


def test_a_line_break_stays_one(pasted, home):
    answer = pasted("<h2>Đầu</h2><p>a<br>b</p>")
    assert lines(answer["parts"][1]["value"]) == [("unstyled", "a\nb")]


def test_headings_and_lists_of_word_become_what_the_editor_keeps(pasted, home):
    answer = pasted(case("word_tracked.txt"))
    assert answer["words"] == ""
    heading, paragraph = answer["parts"]
    assert (heading["type"], heading["value"]) == ("heading", "ĐỀ MỤC LỚN TỪ WORD")
    assert heading["id"] != paragraph["id"]
    assert lines(paragraph["value"]) == [
        ("unstyled", "Hội nghị tặng Bằng khen cho 5 tập thể và 5 cá nhân."),
        ("unstyled", "Câu còn lại."),
        ("ordered-list-item", "Mục một"),
        ("ordered-list-item", "Mục hai"),
    ]
    told = " ".join(answer["told"].split())
    assert "chữ đã xóa khi theo dõi thay đổi: <q>7 tập thể</q>" in told
    assert "chữ gạch bỏ: <q>Câu này đã gạch bỏ.</q>" in told
    assert "lời chú bên lề: <q>Biên tập viên: số này chưa duyệt, không đăng</q>" in told


def test_a_table_becomes_a_block_after_the_words_before_it(pasted, home):
    answer = pasted(case("word_table.txt"))
    assert lines(answer["words"]) == [("unstyled", "Kết quả 5 năm:")]
    table, rest = answer["parts"]
    assert [column["heading"] for column in table["value"]["columns"]] == ["Nội dung", "Số lượng"]
    assert lines(table["value"]["rows"][1]["values"][1]) == [("unstyled", "165")]
    assert lines(rest["value"]) == [("unstyled", "Hết bảng.")]
    assert "clip_image001.png" in answer["told"]


def test_legacy_letters_are_shown_before_and_after_and_can_be_kept(pasted, home):
    answer = pasted(case("word_tcvn3.txt"))
    [(_kind, after)] = lines(answer["words"])
    [(_kind, before)] = lines(answer["original"]["words"])
    assert after == "Hội nghị sơ kết công tác Đảng, công tác chính trị 6 tháng đầu năm 2022"
    assert before.startswith("Héi nghÞ s¬ kÕt")
    assert f"<dt>{before}</dt>" in answer["told"]
    plain = pasted("", text=f"{before}\n1. ABC")
    assert lines(plain["words"]) == [("unstyled", after), ("unstyled", "1. ABC")]


def test_a_cell_takes_words_alone(pasted, home):
    html = "<h1>A</h1><ul><li>b</ul><table><tr><td>c<td>d</table>"
    assert lines(pasted(html, "cell")["words"]) == [
        ("unstyled", "A"),
        ("unstyled", "– b"),
        ("unstyled", "c | d"),
    ]
    assert lines(pasted("<ul><li>b</ul>", "words")["words"]) == [("unordered-list-item", "b")]


def test_only_editors_paste_and_what_is_tangled_is_refused(client, cast, home):
    client.force_login(cast.reporter)
    assert client.post(PASTE, {"html": "x", "place": "body"}).status_code in (302, 403)
    client.force_login(cast.editor)
    tangled = client.post(PASTE, {"html": "<div>" * 300, "place": "body"})
    assert tangled.status_code == 422
