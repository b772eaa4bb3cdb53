"""A unit in the map of reports leads to its reports."""

from django.urls import reverse


def test_a_unit_in_the_map_leads_to_its_reports(desk, client):
    client.force_login(desk.cast.planner)
    shown = client.get(reverse("reports:list")).content.decode()
    address = reverse("duties:of_unit", args=[desk.cast.unit.pk])
    assert f'href="{address}"' in shown
    page = client.get(address).content.decode()
    assert desk.regime.name in page
    assert reverse("duties:obligation", args=[desk.obligation.pk]) in page
    client.force_login(desk.cast.stranger)
    assert client.get(address).status_code == 404
