"""Where an officer leaves, what waits for him is listed, and waits for the other one afterwards."""

from django.urls import reverse
from django.utils import timezone

from nhip.organisation.people.models import Appointment
from nhip.work.reports import queries as reports


def test_the_page_lists_what_waits_and_hands_it_over(laid_out, client):
    cast = laid_out.cast
    client.force_login(cast.administrator)
    page = reverse("people:leave", args=[cast.reporter.pk])
    shown = client.get(page)
    assert "Báo cáo nửa năm" in shown.content.decode()
    assert reverse("people:new") in shown.content.decode()
    form = shown.context["form"]
    sent = {"to": cast.reader.pk, "on": "1/8/2026", "seen": form.initial["seen"]}
    answer = client.post(page, sent)
    assert answer.url == reverse("people:account", args=[cast.reporter.pk])
    said = client.get(answer.url).content.decode()
    assert "Chưa báo được vì chưa đăng nhập lần nào: reporter, reader." in said
    began = Appointment.objects.get(user=cast.reader)
    at = began.start_on
    assert (at.day, at.month) == (1, 8)
    assert [duty.title for duty in reports.owed_by(cast.reader, timezone.now())]
    assert reports.owed_by(cast.reporter, timezone.now()) == []


def test_a_page_that_shows_other_posts_than_are_held_by_now_is_refused(laid_out, client):
    cast = laid_out.cast
    client.force_login(cast.administrator)
    page = reverse("people:leave", args=[cast.reporter.pk])
    answer = client.post(page, {"to": cast.reader.pk, "on": "1/8/2026", "seen": "x"})
    assert answer.status_code == 422
    assert not Appointment.objects.filter(user=cast.reader).exists()
