import pytest

from nhip.portal.responses.rules import browser_token, plain_comment


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rất hữu ích.  ", "Rất hữu ích."),
        ("<b>Đậm</b> và <script>alert(1)</script>hết", "Đậm và hết"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("&lt;b&gt;", "<b>"),
        ("một\r\n\r\n\r\n\r\nhai", "một\n\nhai"),
        ("a\x00b\x1bc", "a b c"),
        ("a\u202eb", "a b"),
        ("<img src=x onerror=alert(1)>", ""),
    ],
)
def test_only_words_are_kept_of_a_comment(typed, kept):
    assert plain_comment(typed) == kept


def test_a_browser_has_another_token_on_every_page_and_under_every_key():
    tokens = {
        browser_token(cookie, page, key)
        for cookie in ("a", "b")
        for page in (1, 2)
        for key in ("k", "l")
    }
    assert len(tokens) == 8
    assert all(len(token) == 64 for token in tokens)
