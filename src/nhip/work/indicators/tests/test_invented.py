"""Who tries the product out calls figures invented, and genuine again: totals and texts say so at once."""

from django.urls import reverse

from nhip.organisation.journal.queries import history
from nhip.work.indicators.models import Indicator

HERE = reverse("indicators:invented")


def told(answer):
    return " ".join(answer.content.decode().split())


def invented():
    return set(Indicator.objects.filter(is_sample=True).values_list("key", flat=True))


def send(client, do, *keys):
    return client.post(HERE, {"keys": keys, "do": do}, follow=True)


def test_figures_are_called_invented_and_genuine_again_with_a_row_each_way(client, cast):
    client.force_login(cast.planner)
    assert "2 chỉ tiêu" in told(send(client, "invented", "classes", "trainees"))
    assert invented() == {"classes", "trainees"}
    assert "1 chỉ tiêu" in told(send(client, "genuine", "classes"))
    assert invented() == {"trainees"}
    rows = history(Indicator.objects.get(key="classes"))
    assert sorted((row.verb, row.by_id) for row in rows) == [
        ("indicator.called_genuine", cast.planner.pk),
        ("indicator.called_invented", cast.planner.pk),
    ]


def test_one_that_is_called_so_already_has_no_second_row(client, cast):
    client.force_login(cast.administrator)
    send(client, "invented", "classes")
    assert "1 chỉ tiêu" in told(send(client, "invented", "classes", "trainees"))
    assert len(history(Indicator.objects.get(key="classes"))) == 1


def test_a_press_that_changes_nothing_or_names_nothing_is_told_and_keeps_the_ticks(client, cast):
    client.force_login(cast.planner)
    for do, keys in (("genuine", ["classes"]), ("invented", []), ("invented", ["không-có"])):
        answer = send(client, do, *keys)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["keys"]
    page = told(send(client, "genuine", "classes"))
    box = page[page.index('value="classes"') :]
    assert "checked" in box[: box.index(">")]
    assert not invented()


def test_totals_and_menu_lead_here_where_something_is_invented_whoever_may(client, cast, settings):
    client.force_login(cast.planner)
    assert HERE not in told(client.get(reverse("indicators:totals"))), "a real office"
    settings.IS_DEMO = True
    assert HERE in told(client.get(reverse("indicators:totals")))
    settings.IS_DEMO = False
    send(client, "invented", "classes")
    assert (
        told(client.get(reverse("indicators:totals"))).count(f'href="{HERE}"') == 3
    )  # twice a menu
    send(client, "genuine", "classes")
    client.force_login(cast.reporter)
    assert f'href="{HERE}"' not in told(client.get(reverse("indicators:totals")))
    assert client.post(HERE, {"keys": ["classes"], "do": "invented"}).status_code == 403
    assert not invented()
