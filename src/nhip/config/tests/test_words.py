"""No message of Wagtail's reaches an editor in English, and none loses a value on the way."""

import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation, translation

WAGTAIL = Path(wagtail.__file__).parent
APPS = [
    WAGTAIL.joinpath(*name.split(".")[1:])
    for name in settings.INSTALLED_APPS
    if name.split(".")[0] == "wagtail"
]
SAME = {"URL", "%(field_label)s:", "%(time_zone_option)s: %(localized_time_zone_label)s"}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def messages(domain):
    for app in APPS:
        path = app / f"locale/en/LC_MESSAGES/{domain}.po"
        if path.exists():
            yield from (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_wagtail_speaks_vietnamese(domain):
    with override("vi"):
        words = translation("vi")
        if domain == "djangojs":  # as Wagtail's own view builds them
            places = [str(app / "locale") for app in APPS if (app / "locale").exists()]
            words = DjangoTranslation("vi", domain=domain, localedirs=places)
        english = []
        for entry in messages(domain):
            id, plural = entry.msgid, entry.msgid_plural or entry.msgid
            if entry.msgctxt:
                said = words.npgettext(entry.msgctxt, id, plural, 2)
            else:
                said = words.ngettext(id, plural, 2) if entry.msgid_plural else words.gettext(id)
            if said in (id, plural) and id not in SAME:
                english.append(id)
    assert english == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_values_keep_their_places(domain):
    for entry in polib.pofile(f"{settings.LOCALE_PATHS[0]}/vi/LC_MESSAGES/{domain}.po"):
        text = entry.msgstr or entry.msgstr_plural[0]
        allowed = set(PLACE.findall(entry.msgid + entry.msgid_plural))
        assert set(PLACE.findall(text)) <= allowed, entry.msgid
