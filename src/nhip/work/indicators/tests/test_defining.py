"""What is counted is defined once, by whom it may."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from nhip.organisation.journal.models import Entry
from nhip.work.indicators import registry
from nhip.work.indicators.actions import call_invented, define_indicator
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator

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


def test_every_counter_has_its_indicator_in_a_new_installation(db):
    counted = dict(Indicator.objects.filter(origin=Origin.COUNTED).values_list("key", "name"))
    assert counted["classes"] == "Lớp tập huấn, bồi dưỡng"
    assert counted.keys() == registry.definitions().keys() == registry._counters.keys()
    assert not Indicator.objects.filter(is_sample=True).exists()


def test_an_old_installation_gets_what_it_lacks_by_migrating_and_keeps_its_own(db):
    Indicator.objects.filter(key="classes").delete()
    Indicator.objects.filter(key="trainees").update(name="Người học", is_sample=True)
    call_command("migrate", verbosity=0)
    assert Indicator.objects.get(key="classes").measure == "lớp"
    kept = Indicator.objects.get(key="trainees")
    assert (kept.name, kept.is_sample) == ("Người học", True)


def test_what_is_counted_is_called_invented_by_whoever_defines(cast):
    with pytest.raises(PermissionDenied):
        call_invented(["classes"], by=cast.reporter, at=AT)
    for _again in range(2):
        call_invented(["classes"], by=cast.planner, at=AT)
    assert [each.key for each in Indicator.objects.filter(is_sample=True)] == ["classes"]
    assert Entry.objects.filter(verb="indicator.called_invented").count() == 1
