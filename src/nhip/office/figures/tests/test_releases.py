"""What may be cited in public: a question at a value, from when to when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from nhip.kit.guard.forms import MarkedText
from nhip.office.figures import actions, queries, registry
from nhip.office.figures.choices import Format, Hindrance
from nhip.office.figures.models import CitedValue, Note, Pin, Release
from nhip.office.figures.registry import Verbs, _verbs
from nhip.office.figures.rules import is_true_to, ways
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow

ADDRESS = reverse("figures:releases")


def sent(ref, seen):
    """What the screen posts."""
    return {
        "key": ref.key, "unit_id": ref.unit_id, "start_on": ref.start_on.isoformat(),
        "end_on": ref.end_on.isoformat(), "basis": ref.basis, "seen": seen,
    }  # fmt: skip


def test_another_value_ends_what_was_released_before(desk):
    desk.source.say("plans", 165)
    first = actions.release(desk.ref(), seen=165, by=desk.cast.chief, at=desk.now())
    assert (first.written, first.coverage) == ("165", "20 trong 20 đơn vị")
    desk.source.say("plans", 166)
    with pytest.raises(actions.MovedOn):
        actions.release(desk.ref(), seen=165, by=desk.cast.chief, at=desk.now())
    second = actions.release(desk.ref(), seen=166, by=desk.cast.publisher, at=desk.now())
    first.refresh_from_db()
    assert (first.ended_at, first.ended_by) == (desk.now.at, desk.cast.publisher)
    assert not first.is_withdrawn
    assert queries.standing_releases([desk.ref()]) == {desk.ref(): second}
    [entry] = history(second)
    assert entry.said == {"from": 165, "to": 166}


def test_a_figure_more_units_came_into_is_not_the_one_that_was_seen(client, desk):
    desk.source.say("plans", 165, n=20, of_n=21)
    client.force_login(desk.cast.chief)
    seen = sent(desk.ref(), 165) | {"seen_of": "20/21"}
    assert 'name="seen_of" value="20/21"' in client.get(ADDRESS, {"q": "plans"}).content.decode()
    desk.source.say("plans", 165, n=21)
    assert client.post(ADDRESS, seen).status_code == 422
    assert not Release.objects.exists()
    assert client.post(ADDRESS, seen | {"seen_of": "21/21"}).status_code == 302


def test_the_database_holds_one_release_of_a_question(desk):
    desk.source.say("plans", 165)
    first = desk.released()
    del first
    twin = Release.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_many_are_let_out_as_one_is_or_none(desk):
    for key, amount in (("plans", 165), ("classes", 17)):
        desk.source.say(key, amount)
    rows = [actions.NewRelease(desk.ref("plans"), 165), actions.NewRelease(desk.ref("classes"), 18)]
    with pytest.raises(WrongRow) as wrong:
        actions.take_in_releases(rows, by=desk.cast.chief, at=desk.now())
    assert wrong.value.index == 1
    assert not Release.objects.exists()
    rows[1] = actions.NewRelease(desk.ref("classes"), 17)
    many = actions.take_in_releases(rows, by=desk.cast.chief, at=desk.now())
    assert [each.written for each in many] == ["165", "17"]
    assert [entry.verb for each in many for entry in history(each)] == ["figure.released"] * 2


def test_what_is_withdrawn_is_cited_no_longer_and_says_why(desk):
    bound = desk.published()
    [kept] = queries.releases(desk.cast.publisher)
    with pytest.raises(actions.NoReason):
        actions.withdraw_release(kept, " ", by=desk.cast.chief, at=desk.now())
    with pytest.raises(PermissionDenied):
        actions.withdraw_release(kept, "Nhầm.", by=desk.cast.editor, at=desk.now())
    actions.withdraw_release(kept, "Nhầm kỳ.", by=desk.cast.chief, at=desk.now())
    assert queries.released_pins([bound]) == set()
    assert queries.releasable([bound], desk.cast.publisher) == []
    with pytest.raises(actions.NotReleased):
        actions.pin(desk.ref(), holder="fake", holder_id=8, by=desk.cast.editor, at=desk.now())
    with pytest.raises(actions.ReleaseEnded):
        actions.withdraw_release(kept, "Nhầm.", by=desk.cast.chief, at=desk.now())
    assert history(kept)[-1].said == {"from": 165, "reason": "Nhầm kỳ."}


def test_a_public_text_cites_the_released_value_alone(desk):
    desk.source.say("plans", 165)
    ref = desk.released()
    desk.source.say("plans", 166)
    with pytest.raises(actions.NotReleased, match=r"165.*166"):
        actions.pin(ref, holder="fake", holder_id=7, by=desk.cast.editor, at=desk.now())
    actions.release(ref, by=desk.cast.chief, at=desk.now())
    assert actions.pin(ref, holder="fake", holder_id=7, by=desk.cast.editor, at=desk.now())


def test_what_staff_alone_read_cites_what_its_writer_may_see(desk, monkeypatch):
    monkeypatch.setitem(_verbs, "fake", Verbs(for_public=False))
    desk.source.say("plans", 165)
    for basis in ("accepted", "submitted"):
        ref = desk.ref(basis=basis)
        assert actions.pin(ref, holder="fake", holder_id=7, by=desk.cast.editor, at=desk.now())


def test_an_editor_takes_a_released_value_and_a_publisher_releases_with_it(desk):
    bound = desk.published()
    desk.source.say("plans", 164)
    actions.check_pins(at=desk.now())
    with pytest.raises(actions.NotReleased):
        actions.accept_change(bound, by=desk.cast.editor, at=desk.now(), amount=164)
    actions.accept_change(bound, by=desk.cast.publisher, at=desk.now(), amount=164)
    assert queries.standing_releases([desk.ref()])[desk.ref()].written == "164"
    desk.source.say("plans", 163)
    actions.check_pins(at=desk.now())
    desk.released()
    actions.accept_change(bound, by=desk.cast.editor, at=desk.now(), amount=163)
    bound.refresh_from_db()
    assert bound.amount == 163


def test_a_value_kept_in_spite_passes_until_it_is_withdrawn(desk):
    bound = desk.published()
    desk.source.say("plans", 164)
    actions.check_pins(at=desk.now())
    actions.keep_value(bound, "Số tại hội nghị.", by=desk.cast.editor, at=desk.now())
    actions.release(desk.ref(), by=desk.cast.chief, at=desk.now())
    bound.refresh_from_db()
    assert queries.released_pins([bound]) == {bound.pk}


def test_a_release_of_before_covers_what_is_cited_already(desk):
    bound = desk.published()
    Release.objects.update(amount=None)
    assert queries.released_pins([bound]) == {bound.pk}
    with pytest.raises(actions.NotReleased):
        actions.pin(desk.ref(), holder="fake", holder_id=8, by=desk.cast.editor, at=desk.now())


@pytest.mark.parametrize(
    ("said", "basis", "released", "why"),
    [
        ({"amount": 165}, "accepted", 165, None),
        ({"amount": 166}, "accepted", 165, Hindrance.OTHER_VALUE),
        ({"amount": 165}, "accepted", None, Hindrance.NOT_RELEASED),
        ({"amount": 165}, "submitted", None, Hindrance.NOT_ACCEPTED),
        ({"amount": 3, "is_withheld": True}, "accepted", None, Hindrance.WITHHELD),
        ({"amount": None}, "accepted", None, Hindrance.NO_VALUE),
    ],
)
def test_a_chooser_says_why_not(desk, monkeypatch, said, basis, released, why):
    if released:
        desk.source.say("plans", released)
        desk.released()
    desk.source.say("plans", **said)
    monkeypatch.setattr(
        desk.source,
        "search",
        lambda text, unit_id: [
            registry.Offer(
                desk.ref(basis=basis), "Kế hoạch", "2017–2021", desk.source.says["plans"]
            )
        ],
    )
    [offered] = queries.offers("ke hoach", desk.cast.root.pk)
    assert offered.hindrance == why


@pytest.mark.parametrize(
    ("amount", "decimals", "format", "is_true"),
    [
        (1247, 0, Format.OVER_HUNDRED, True),
        (165, 0, Format.OVER_HUNDRED, False),
        (110, 0, Format.OVER_HUNDRED, True),
        (111, 0, Format.OVER_HUNDRED, False),
        (100, 0, Format.OVER_HUNDRED, False),
        (99, 0, Format.OVER_HUNDRED, False),
        (1055, 1, Format.OVER_HUNDRED, True),
        (9, 0, Format.TWO_DIGITS, True),
        (10, 0, Format.TWO_DIGITS, False),
        (55, 1, Format.TWO_DIGITS, False),
        (-3, 0, Format.TWO_DIGITS, False),
        (165, 0, Format.PLAIN, True),
    ],
)
def test_a_wording_is_offered_where_it_is_true_to_the_scale(amount, decimals, format, is_true):
    assert is_true_to(amount, decimals, format) is is_true


def test_each_wording_is_offered_once():
    assert ways(165, 0) == [("plain", "165")]
    assert ways(7, 0) == [("plain", "7"), ("two_digits", "07")]
    assert ways(1247, 0) == [("plain", "1.247"), ("over_hundred", "trên 1.200")]


def test_the_screen_finds_releases_and_withdraws(client, desk):
    desk.source.say("plans", 165)
    client.force_login(desk.cast.publisher)
    assert "Chưa có số liệu nào được duyệt công bố" in client.get(ADDRESS).content.decode()
    assert "Duyệt công bố 165" in client.get(ADDRESS, {"q": "plan"}).content.decode()
    desk.source.say("plans", 166)
    answer = client.post(f"{ADDRESS}?q=plan", sent(desk.ref(), 165))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in html
    assert 'value="plan"' in html, "what was typed stays"
    assert "Duyệt công bố 166" in html
    assert client.post(f"{ADDRESS}?q=plan", sent(desk.ref(), 166)).status_code == 302
    [release] = Release.objects.standing()
    assert (release.written, release.released_by) == ("166", desk.cast.publisher)
    away = reverse("figures:withdraw", args=[release.pk])
    assert client.post(away, {"reason": ""}).status_code == 422
    assert client.post(away, {"reason": "Nhầm."}).status_code == 302
    assert not Release.objects.standing().exists()
    assert client.get(away).status_code == 404


def test_the_screen_says_where_the_source_has_moved(client, desk, django_assert_num_queries):
    desk.published()
    desk.source.say("plans", 164)
    client.force_login(desk.cast.chief)
    html = client.get(ADDRESS).content.decode()
    assert "nay là 164" in html
    [release] = Release.objects.standing()
    assert (
        "Hội nghị sơ kết"
        in client.get(reverse("figures:withdraw", args=[release.pk])).content.decode()
    )


@pytest.mark.parametrize("what", [{"seen": "x"}, {"unit_id": "9" * 30}, {"key": "", "seen": "1"}])
def test_a_forged_figure_is_refused(client, desk, what):
    desk.source.say("plans", 165)
    client.force_login(desk.cast.publisher)
    answer = client.post(ADDRESS, sent(desk.ref(), 165) | what)
    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_a_release_covers_what_is_told_beside_the_value_too(client, desk):
    desk.source.say("plans", 165)
    ref = desk.released()
    desk.source.say("plans", 165, coverage="20 trong 21 đơn vị")
    with pytest.raises(actions.NotReleased) as refused:
        desk_pin(desk, ref)
    assert "20 trong 20 đơn vị → 20 trong 21 đơn vị" in str(refused.value)
    [offered] = queries.offers("plans", desk.cast.root.pk)
    assert (offered.hindrance, offered.may_be_released) == (Hindrance.OTHER_WORDS, True)
    client.force_login(desk.cast.publisher)
    html = client.get(ADDRESS, {"q": "plan"}).content.decode()
    assert "<del>20 trong 20 đơn vị</del> <ins>20 trong 21 đơn vị</ins>" in html
    assert client.post(f"{ADDRESS}?q=plan", sent(ref, 165)).status_code == 302
    assert desk_pin(desk, ref).coverage == "20 trong 21 đơn vị"


@pytest.mark.parametrize("name", ["definition", "measure", "parts", "label"])
def test_other_words_beside_a_released_value_are_released_anew(desk, name):
    desk.source.say("plans", 165)
    ref = desk.released()
    desk.source.say("plans", 165, **{name: "Khác"})
    with pytest.raises(actions.NotReleased):
        desk_pin(desk, ref)
    desk.released()
    before, after = Release.objects.order_by("pk")
    assert before.ended_at == after.released_at
    assert getattr(after, name) == "Khác"


def test_where_words_of_a_release_are_not_known_any_are_covered(desk):
    desk.source.say("plans", 165)
    ref = desk.released()
    Release.objects.update(definition=None, measure=None)
    desk.source.say("plans", 165, definition="Khác", measure="khác")
    assert desk_pin(desk, ref).definition == "Khác"


def desk_pin(desk, ref):
    return actions.pin(ref, holder="fake", holder_id=7, by=desk.cast.editor, at=desk.now())


def test_many_are_withdrawn_as_one_is_or_none(desk):
    for key in ("plans", "classes", "papers"):
        desk.source.say(key, 165)
        desk.released(key)
    one, two, three = Release.objects.order_by("pk")
    at, by = desk.now(), desk.cast.chief
    rows = [actions.Withdrawal(two, "Nhầm kỳ. "), actions.Withdrawal(three, " ")]
    with pytest.raises(WrongRow) as wrong:
        actions.take_in_withdrawals(rows, by=by, at=at)
    assert (wrong.value.index, Release.objects.standing().count()) == (1, 3)
    with pytest.raises(MarkedText):
        actions.withdraw_release(one, "MẬT", by=by, at=at)
    alone = actions.withdraw_release(one, "Nhầm kỳ.", by=by, at=at)
    many = actions.take_in_withdrawals(
        [rows[0], actions.Withdrawal(three, "Nhầm kỳ.")], by=by, at=at
    )
    ended = {(each.ended_at, each.ended_by, each.reason) for each in [alone, *many]}
    assert ended == {(at, by, "Nhầm kỳ.")}
    said = [doing for each in [alone, *many] for doing in told(each) if "withdrawn" in doing[0]]
    assert said == [("figure.withdrawn", at, "{'from': 165, 'reason': 'Nhầm kỳ.'}")] * 3
    with pytest.raises(WrongRow) as wrong:
        actions.take_in_withdrawals(rows[:1], by=by, at=at)
    assert isinstance(wrong.value.why, actions.ReleaseEnded)


def test_many_are_bound_as_one_is_or_none(desk):
    for key, amount in (("plans", 165), ("classes", 17), ("papers", 9)):
        desk.source.say(key, amount)
        desk.released(key)
    at, by = desk.now(), desk.cast.editor
    rows = [actions.NewPin(desk.ref(key), "fake", 8) for key in ("plans", "classes")]
    wrong_one = actions.NewPin(desk.ref("papers"), "fake", 8, seen=10)
    with pytest.raises(WrongRow) as wrong:
        actions.take_in_pins([*rows, wrong_one], by=by, at=at)
    assert (wrong.value.index, Pin.objects.exists()) == (2, False)
    alone = [
        actions.pin(new.ref, holder="fake", holder_id=7, by=by, at=at) for new in reversed(rows)
    ]
    many = actions.take_in_pins(rows, by=by, at=at)
    assert [fields_of(each) for each in many] == [fields_of(each) for each in reversed(alone)]
    assert [told(each) for each in many] == [told(each) for each in reversed(alone)]
    assert actions.take_in_pins(rows, by=by, at=desk.now()) == many, "bound already"
    assert Note.objects.count() == 4


def fields_of(pin):
    """All that is kept of a pin and of the value it stands at, but for names of rows and of the text."""
    rows = [
        row.__dict__ | {"id": 0, "holder_id": 0, "pin_id": 0, "_state": None}
        for row in (Pin.objects.get(pk=pin.pk), CitedValue.objects.get(pin=pin))
    ]
    return rows


def told(record):
    return tuple((doing.verb, doing.at, str(doing.said)) for doing in history(record))


def test_what_a_figure_was_in_each_year_is_let_out_sealed_and_compared(desk):
    desk.source.say("plans", 9, years="2020: 4; 2021: 5")
    ref = desk.released()
    bound = desk_pin(desk, ref)
    assert bound.years == bound.values.get().years == "2020: 4; 2021: 5"
    with pytest.raises(DatabaseError), transaction.atomic():
        bound.values.update(years="2020: 5; 2021: 4")
    desk.source.say("plans", 9, years="2020: 3; 2021: 6")
    assert actions.check_pins(at=desk.now())
    bound.refresh_from_db()
    [told] = bound.differences
    assert (told.name, told.old, told.new) == ("từng năm", "2020: 4; 2021: 5", "2020: 3; 2021: 6")
    with pytest.raises(actions.NotReleased):
        actions.pin(ref, holder="fake", holder_id=8, by=desk.cast.editor, at=desk.now())


def test_what_was_cited_before_years_were_told_says_nothing_else_by_that(desk):
    desk.source.say("plans", 9)
    ref = desk.released()
    bound = desk_pin(desk, ref)
    Release.objects.update(years=None)
    desk.source.say("plans", 9, years="2020: 4; 2021: 5")
    assert not actions.check_pins(at=desk.now())
    assert queries.released_pins([bound]) == {bound.pk}
    actions.pin(ref, holder="fake", holder_id=8, by=desk.cast.editor, at=desk.now())
