"""Units are ticked one by one, a level at a time, or with all that stands below one."""

import re

from django import forms
from django.http import QueryDict

from nhip.organisation.units.forms import PickByName, UnitsField
from nhip.organisation.units.models import Unit


class Asked(forms.Form):
    units = UnitsField(Unit.objects.all())
    named = UnitsField(Unit.objects.all(), widget=PickByName, required=False)


def bundles(form, name):
    """Return the boxes of bundles on a form: what is written beside each, what each sends."""
    page = " ".join(str(form[name]).split())
    found = re.findall(rf'name="{name}-all" value="([\d ]+)"> ?<span>(.*?) ?<small', page)
    return {words.strip(): sent for sent, words in found}


def test_a_level_or_a_branch_is_ticked_at_once(cast):
    unit, sibling, leaf = (each.pk for each in (cast.unit, cast.sibling, cast.leaf))
    offered = Unit.objects.exclude(pk=cast.root.pk)
    form = Asked()
    form.fields["units"].queryset = form.fields["named"].queryset = offered
    below = f"{unit} {leaf} {sibling}"
    assert bundles(form, "units") == {
        "Tất cả cấp 2": f"{unit} {sibling}",
        "Tất cả dưới Cơ quan gốc": below,
    }
    assert bundles(form, "named") == {"Tất cả dưới Cơ quan gốc": below}
    assert f'aria-label="dưới {cast.unit.name}"' in str(form["units"]), (
        "the leaf stands under its unit"
    )


def test_what_a_bundle_names_is_ticked_by_the_server_too(cast):
    form = Asked(QueryDict(f"units={cast.leaf.pk}&units-all={cast.unit.pk} {cast.leaf.pk}"))
    assert form.is_valid()
    assert set(form.cleaned_data["units"]) == {cast.unit, cast.leaf}
    assert len(re.findall(r"checked", str(form["units"]))) == 2
    assert "units" in Asked(QueryDict("units-all=1 abc")).errors
    assert "units" in Asked(QueryDict(f"units-all={'9' * 25}")).errors


def test_a_unit_that_does_not_stand_today_is_offered_last(cast):
    Unit.objects.create(code="CU", name="Đơn vị cũ")
    page = str(Asked()["units"])
    assert page.index("Ngoài cây tổ chức hôm nay") > page.index(cast.leaf.name)
    assert "CU · Đơn vị cũ" in page
