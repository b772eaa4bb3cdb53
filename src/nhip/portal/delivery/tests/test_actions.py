import threading
from datetime import date

import pytest
from django.db import connection

from nhip.portal.delivery.actions import count_view
from nhip.portal.delivery.models import ViewDay
from nhip.portal.site.models import BasePage

DAY = date(2022, 7, 28)


@pytest.mark.django_db
def test_views_are_counted_by_page_and_day():
    page = BasePage.objects.get(depth=1)
    for day in (DAY, DAY, date(2022, 7, 29)):
        count_view(page.pk, day)
    assert dict(ViewDay.objects.values_list("day", "views")) == {DAY: 2, date(2022, 7, 29): 1}


@pytest.mark.django_db(transaction=True)
def test_views_side_by_side_are_all_counted():
    page = BasePage.objects.get(depth=1)

    def open_five_times():
        for _ in range(5):
            count_view(page.pk, DAY)
        connection.close()

    threads = [threading.Thread(target=open_five_times) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ViewDay.objects.get().views == 20
