from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|figure }}", 1247, "1.247"),
        ("{{ value|figure:1 }}", 947, "94,7"),
        ("{{ value|figure }}", None, ""),
        ("{{ value|figure }}", 0, "0"),
        ("{{ value|day }}", date(2022, 7, 28), "28/7/2022"),
        ("{{ value|day }}", datetime(2022, 7, 27, 18, 0, tzinfo=UTC), "28/7/2022"),
        ("{{ value|moment }}", datetime(2022, 7, 21, 7, 5, tzinfo=UTC), "14:05, 21/7/2022"),
        ("{{ value|moment }}", None, ""),
    ],
)
def test_filters_write_what_offices_write(source, value, shown):
    assert Template("{% load text %}" + source).render(Context({"value": value})) == shown
