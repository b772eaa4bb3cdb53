"""The page that lays our model beside the packets of QCVN 125 names what is really there."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from nhip.work.forms import models as forms
from nhip.work.forms import rules
from nhip.work.reports import models as reports

from .desk import Desk, attached

PAGE = Path(settings.ROOT, "docs/reference/qcvn-125.md")


def test_all_thirteen_packets_are_laid_beside_models_that_are_there(desk: Desk):
    page = PAGE.read_text()
    assert len(re.findall(r"^\| (?!Packet|-)", page, re.MULTILINE)) == 13
    for room, model in re.findall(r"`([a-z]+)\.([A-Z]\w+)`", page):
        assert apps.get_model(room, model)
    for model, field in re.findall(r"`([A-Z]\w+)\.([a-z]\w+)`", page):
        room = forms if hasattr(forms, model) else reports
        assert getattr(room, model)._meta.get_field(field)
    for name in re.findall(r"`forms\.rules\.(\w+)`", page):
        assert getattr(rules, name)


def test_a_revision_holds_what_the_page_says(desk: Desk):
    content = attached(desk).report.revisions.get().content
    for key in re.findall(r'\["(\w+)"\]', PAGE.read_text()):
        assert content[key]
