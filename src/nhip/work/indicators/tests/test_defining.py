"""What is counted is defined once, by whom it may."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.organisation.journal.models import Entry
from nhip.work.indicators.actions import define_indicator
from nhip.work.indicators.choices import Origin

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
FIELDS = {"name": "Cuộc họp", "measure": "cuộc", "origin": Origin.COLLECTED}


def test_a_definition_stays_whoever_defines_it_again(cast):
    made = define_indicator("hop", FIELDS, by=cast.planner, at=AT)
    again = define_indicator("hop", FIELDS | {"name": "Khác"}, by=cast.administrator, at=AT)
    assert (again, again.name) == (made, "Cuộc họp")
    assert Entry.objects.filter(verb="indicator.defined").count() == 1
    for other in (cast.reporter, cast.editor, cast.reader):
        with pytest.raises(PermissionDenied):
            define_indicator("hop2", FIELDS, by=other, at=AT)
