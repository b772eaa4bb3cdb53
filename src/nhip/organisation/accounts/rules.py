"""How a telephone number and a device are written. No query, no clock."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NO_PHONE = gettext_lazy("“%(word)s” is no telephone number. Digits, spaces and + . - ( ) / only.")
SHORT = 3  # digits: an extension inside the office
BROWSERS = (  # the first that stands there: each also claims to be some of those after it
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def read_phone(said: str) -> str:
    """Return a telephone number as it is written, the 0 put back that a spreadsheet takes for nothing.

    No number inside the country begins without it: nine digits are those of a mobile telephone, ten that
    begin with 2 those of a fixed one. Raises ValidationError for what is no number.
    """
    said = " ".join(said.split())
    if not said:
        return ""
    digits = re.sub(r"[ .()/-]", "", said)
    if not re.fullmatch(rf"\+?[0-9]{{{SHORT},}}", digits):
        raise ValidationError(NO_PHONE % {"word": said[:60]})
    lost = re.fullmatch(r"[35789][0-9]{8}|2[0-9]{9}", said)
    return f"0{said}" if lost else said


def device_words(agent: str) -> str:
    """Return what somebody signs in with, as people call it: "Chrome, Windows"."""
    said = [
        next((words for mark, words in known if mark in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, said)) or _("unknown device")
