"""The address printed at the start is one a browser can open."""

import pytest

from nhip.hall.command.installation import _seen_from_outside

LOCAL = ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("hosts", "is_https", "address", "told"),
    [
        (LOCAL, False, "127.0.0.1", "http://127.0.0.1:8000"),
        (LOCAL, False, "0.0.0.0", "http://127.0.0.1:8000"),
        (["bao-cao.so.example.vn", *LOCAL], False, "0.0.0.0", "http://bao-cao.so.example.vn:8000"),
        (["bao-cao.so.example.vn"], True, "127.0.0.1", "https://bao-cao.so.example.vn"),
        (["*"], False, "0.0.0.0", "http://127.0.0.1:8000"),
        ([".example.vn"], False, "::", "http://127.0.0.1:8000"),
        (LOCAL, False, "192.0.2.7", "http://192.0.2.7:8000"),
    ],
)
def test_where_a_browser_finds_it(settings, hosts, is_https, address, told):
    settings.ALLOWED_HOSTS, settings.IS_HTTPS = hosts, is_https
    assert _seen_from_outside(address, 8000) == told
