"""What a browser sends back of a page by itself."""

import re

from django.test import Client


def seen_on(client: Client, address: str) -> dict[str, str]:
    """Return the hidden field that says which state of a record the page at this address shows."""
    html = client.get(address).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', html)
    assert found, f"{address} does not say what it shows"
    return {"seen": found[1]}
