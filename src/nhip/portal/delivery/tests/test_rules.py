import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.portal.delivery.rules import (
    Crowd,
    asker,
    bare_host,
    encodings_for,
    is_from_here,
    is_only_tracking,
    is_robot,
    key_of,
    names_etag,
    reader_at,
)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0)",
        "curl/8.5.0",
        "python-requests/2.32",
        "facebookexternalhit/1.1",
    ],
)
def test_robots_are_known_by_what_they_say(agent):
    assert is_robot(agent)


@pytest.mark.parametrize("agent", [FIREFOX, FIREFOX.replace("Firefox", "HeadlessChrome")])
def test_readers_are_not_robots(agent):
    assert not is_robot(agent)


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://a.vn"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://a.vn"}, True),
        ({"origin": "http://b.vn"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://["}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_count(headers, answer):
    assert is_from_here(headers, "a.vn") is answer


@pytest.mark.parametrize(
    ("accept", "taken"),
    [
        ("gzip, deflate, br, zstd", ("br", "zstd", "gzip")),
        ("gzip", ("gzip",)),
        ("GZIP;q=0.5", ("gzip",)),
        ("br;q=0, gzip", ("gzip",)),
        ("br; q=0.000, *", ("zstd", "gzip")),
        ("*;q=0", ()),
        ("identity", ()),
        ("", ()),
    ],
)
def test_a_client_is_sent_an_encoding_it_takes(accept, taken):
    assert encodings_for(accept) == taken


@given(st.text())
def test_no_accept_header_is_too_odd(accept):
    assert set(encodings_for(accept)) <= {"br", "zstd", "gzip"}


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("utm_source=zalo&utm_medium=social", True),
        ("fbclid=IwAR0", True),
        ("gclid=1&zarsrc=30", True),
        ("utm_source", True),
        ("trang=2", False),
        ("utm_source=a&trang=2", False),
        ("xutm_source=a", False),
        ("q=utm_source=a", False),
    ],
)
def test_what_only_says_where_a_reader_came_from_is_no_question(query, answer):
    assert is_only_tracking(query) is answer


@pytest.mark.parametrize(
    ("host", "bare"),
    [("A.vn:8000", "a.vn"), ("a.vn", "a.vn"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("", "")],
)
def test_the_port_says_nothing_of_the_page(host, bare):
    assert bare_host(host) == bare


@given(
    st.lists(
        st.tuples(st.sampled_from(["co-chu", "tuong-phan", "django_language", "x"]), st.text())
    )
)
def test_whatever_the_cookies_the_copies_are_a_closed_set(cookies):
    header = "; ".join(f"{name}={value}" for name, value in cookies)
    chosen = dict(part.split("=") for part in asker(header).variant.split("; ") if part)
    assert chosen.get("co-chu") in (None, "112", "125", "150", "200")
    assert chosen.get("tuong-phan") in (None, "soft", "normal", "high")
    assert chosen.get("django_language") in (None, "en")
    assert set(chosen) <= {"co-chu", "tuong-phan", "django_language"}


@pytest.mark.parametrize(
    ("cookie", "own", "usual"),
    [
        ("co-chu", ["112", "125", "150", "200"], ["100"]),
        ("tuong-phan", ["soft", "normal", "high"], []),
        ("django_language", ["en"], ["vi"]),
    ],
)
def test_each_choice_on_offer_has_a_copy_of_its_own_but_the_usual_one(cookie, own, usual):
    assert [asker(f"{cookie}={each}").variant for each in own] == [
        f"{cookie}={each}" for each in own
    ]
    assert [asker(f"{cookie}={each}").variant for each in usual] == [""] * len(usual)


def test_a_copy_has_one_name_however_the_browser_spells_it():
    first = asker("a=1;tuong-phan=high; co-chu=150; django_language=vi")
    second = asker("co-chu=150; b=2; tuong-phan=high")
    assert first == second
    assert key_of("A.vn:80", "/", first.variant) == key_of("a.vn", "/", second.variant)


@pytest.mark.parametrize(
    ("cookies", "answer"), [("nhip_lam_viec=1", True), ("nhip_lam_viec=0", False)]
)
def test_those_who_work_here_are_told_apart(cookies, answer):
    assert asker(cookies).is_staff is answer


@pytest.mark.parametrize(
    ("header", "answer"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
    ],
)
def test_a_page_the_reader_has_is_known_by_its_tag(header, answer):
    assert names_etag(header, '"a"') is answer


@pytest.mark.parametrize(
    ("client", "forwarded", "trusted", "network"),
    [
        ("192.0.2.7", "", 0, "c0000207"),
        ("192.0.2.7", "198.51.100.1", 0, "c0000207"),  # nobody asked that proxy
        ("127.0.0.1", "203.0.113.9, 192.0.2.7", 1, "c0000207"),  # the first may be forged
        ("127.0.0.1", "192.0.2.7, 10.0.0.1", 2, "c0000207"),
        ("127.0.0.1", "", 1, "7f000001"),
        ("[2001:db8:0:1::7]", "", 0, "20010db800000001"),
        ("2001:db8:0:1:ffff::", "", 0, "20010db800000001"),
        ("unix", "", 0, ""),
    ],
)
def test_a_reader_comes_from_a_network(client, forwarded, trusted, network):
    assert reader_at(client, forwarded, trusted) == network


def test_a_storm_of_views_from_one_network_counts_as_ten_readers_a_page_and_day():
    crowd = Crowd()
    assert [crowd.counts("a", 1, "2022-07-28") for _ in range(1000)].count(True) == 10
    assert crowd.counts("b", 1, "2022-07-28")
    assert crowd.counts("a", 2, "2022-07-28")
    assert crowd.counts("a", 1, "2022-07-29")
