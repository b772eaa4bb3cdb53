import pytest

from nhip.portal.delivery.rules import is_from_here, is_robot

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
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://a.vn"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://a.vn"}, True),
        ({"Origin": "http://b.vn"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_count(headers, answer):
    assert is_from_here(headers, "a.vn") is answer
