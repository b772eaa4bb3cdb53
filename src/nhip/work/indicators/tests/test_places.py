"""What something asks figures for is kept once, in its order, whoever asks so first."""

import pytest

from nhip.work.indicators.actions import all_places, places_of
from nhip.work.indicators.models import Places

ASKED, TURNED, ITEM = ((1, ""), (2, "")), ((2, ""), (1, "")), ((1, "nam"),)


@pytest.mark.django_db
def test_places_in_one_order_are_one_row(django_assert_num_queries):
    found = places_of(ASKED)
    assert [tuple(each) for each in Places.objects.get().row] == list(ASKED)
    found_all = all_places([list(ASKED), TURNED, ITEM, TURNED])
    assert found_all[ASKED] == found
    assert len({each.pk for each in found_all.values()}) == 3 == Places.objects.count()
    with django_assert_num_queries(1):
        assert all_places([ITEM, TURNED, ASKED]) == found_all
    assert all_places([]) == {}
