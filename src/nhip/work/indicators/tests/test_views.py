import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from nhip.organisation.periods.actions import open_period
from nhip.organisation.units.actions import create_unit
from nhip.work.indicators.choices import NormSide, Stage
from nhip.work.indicators.queries import explain_address

from .bench import AT, H1, collected, divided, period, report

TOTALS = reverse("indicators:totals")


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def explained(key, code="G", window=H1, basis="accepted"):
    return explain_address(key, code, *window, basis)


@pytest.fixture
def half_year(cast, collector):
    """Two units owe; the unit's report is accepted, the leaf's waits, the sibling's is missing."""
    collected("held", name="Buổi học", measure="buổi", is_sample=True, sort_order=1)
    settled, received = collected("settled", sort_order=2), collected("received", sort_order=3)
    divided(
        "share", settled, received, name="Tỷ lệ giải quyết", decimals=1, norm=900,
        norm_side=NormSide.AT_LEAST, sort_order=4,
    )  # fmt: skip
    collector.owe(cast.unit, cast.sibling, cast.leaf, period=period(2022, 1))
    report(cast.unit, period(2021, 2), cast.reporter, held=1000)
    report(cast.unit, period(2021, 1), cast.reporter, held=900)
    report(cast.unit, period(2022, 1), cast.reporter, held=1247, settled=9, received=10)
    report(cast.leaf, period(2022, 1), cast.reporter, [Stage.SUBMITTED], held=None)
    return cast


def test_totals_show_the_windows_before_coverage_and_norm(client, half_year):
    client.force_login(half_year.planner)
    shown = page(client, TOTALS)
    row = shown[shown.index("Buổi học") : shown.index("settled")]
    assert row.index("1.247") < row.index("1.000") < row.index("900") < row.index("+247")
    assert "1 trong 3 đơn vị" in row
    assert "đạt chuẩn" in shown[shown.index("Tỷ lệ giải quyết") :]
    assert "chưa có số liệu" in shown
    assert "Số liệu minh họa" in shown
    assert period(2022, 1).label in shown


def test_months_and_quarters_are_offered_once_figures_are_in_them_the_latest_first(
    client, half_year
):
    calendar = period(2022, 1).calendar
    may = open_period(calendar, "month", 2022, 5)
    open_period(calendar, "month", 2022, 6)
    open_period(calendar, "quarter", 2022, 2)
    open_period(calendar, "quarter", 2022, 1)
    report(half_year.unit, may, half_year.reporter, held=3)
    client.force_login(half_year.planner)
    options = [label for _code, label in client.get(TOTALS).context["asked"].options]
    offered = [each for each in options if each.startswith(("Tháng", "Quý"))]
    assert offered == ["Quý II/2022", "Tháng 5/2022"]


def test_values_handed_in_count_on_the_other_basis(client, half_year):
    client.force_login(half_year.planner)
    shown = page(client, f"{TOTALS}?co-so=submitted")
    assert "2 trong 3 đơn vị" in shown


def test_a_window_is_chosen_by_its_days(client, half_year):
    client.force_login(half_year.planner)
    assert "1.900" in page(client, f"{TOTALS}?ky=2021-01-01/2021-12-31")
    shown = page(client, f"{TOTALS}?tu=2021-03-01&den=2021-12-31")
    assert "1/3/2021–31/12/2021" in shown
    assert f"không tính {period(2021, 1).label}" in shown


@pytest.mark.parametrize(
    "query",
    ["ky=rubbish", "tu=2022-01-01", "ky=2022-07-01/2022-01-01", "ky=0001-01-01/9999-12-31",
     "ky=2022-13-01/2022-14-01", "co-so=secret", "don-vi=KHONG-CO"],
)  # fmt: skip
def test_an_address_that_asks_for_nothing_sensible_is_not_found(client, half_year, query):
    client.force_login(half_year.planner)
    assert client.get(f"{TOTALS}?{query}").status_code == 404


def test_a_total_leads_to_the_children_and_theirs_to_the_entry(client, half_year):
    client.force_login(half_year.planner)
    top = page(client, explained("held"))
    assert '<data class="v" value="1247">1.247' in top
    assert explained("held", "G.07") in top
    unit = page(client, explained("held", "G.07"))
    assert "Phần của chính Đơn vị 07" in unit
    assert explained("held") in unit  # the path leads back up
    assert f'href="/lam-viec/bao-cao/{half_year.unit.pk}/"' in unit
    assert "trợ lý báo cáo, Đơn vị 07" in unit
    leaf = page(client, explained("held", "G.07.1"))
    assert "không phát sinh" in leaf
    sibling = page(client, explained("held", "G.08"))
    assert 'chưa có</span> <span class="muted">Phải nộp mà chưa nộp' in sibling
    assert "0 trong 1 đơn vị" in sibling


def test_a_ratio_leads_to_both_sides(client, half_year):
    client.force_login(half_year.planner)
    shown = page(client, explained("share"))
    assert explained("settled") in shown
    assert explained("received") in shown
    assert "90,0" in shown


def test_a_counted_total_leads_to_its_records_page_by_page(client, cast, counter):
    counter.records = [(date(2021, 5, 1), cast.leaf.pk)] * 20 + [
        (date(2022, 5, 1), cast.unit.pk)
    ] * 40
    client.force_login(cast.planner)
    window = (date(2021, 1, 1), date(2023, 1, 1))
    first = page(client, explained("lessons", window=window))
    assert 'href="/lam-viec/tap-huan/1/"' in first
    assert 'href="/lam-viec/tap-huan/51/"' not in first
    assert "Trang 1 trên 2" in first
    assert "Lớp mở theo năm: 2021 20, 2022 40" in first
    second = page(client, explained("lessons", window=window) + "&trang=2")
    assert 'href="/lam-viec/tap-huan/51/"' in second
    assert "Đơn vị 07" in second


def test_a_unit_that_did_not_stand_then_is_told_so(client, cast, counter):
    client.force_login(cast.planner)
    window = (date(2014, 1, 1), date(2015, 1, 1))
    shown = page(client, explained("lessons", "G.07", window))
    assert "Đơn vị 07 không có trong tổ chức" in shown
    page(client, f"{TOTALS}?don-vi=G.07&tu=2014-01-01&den=2014-12-31")


def test_people_see_their_own_units_and_those_below(client, half_year):
    cast = half_year
    for who, codes in (
        (cast.planner, {"G", "G.07", "G.07.1", "G.08"}),
        (cast.editor, {"G", "G.07", "G.07.1", "G.08"}),
        (cast.reporter, {"G.07", "G.07.1"}),
        (cast.unit_chief, {"G.07", "G.07.1"}),
        (cast.stranger, {"G.08"}),
        (cast.reader, set()),
        (cast.administrator, set()),
    ):
        client.force_login(who)
        for code in ("G", "G.07", "G.07.1", "G.08", "G.99"):
            expected = 200 if code in codes else 404
            assert client.get(explained("held", code)).status_code == expected, (who, code)
            assert client.get(f"{TOTALS}?don-vi={code}").status_code == expected, (who, code)
        assert client.get(TOTALS).status_code == (200 if codes else 404)
    client.force_login(cast.reporter)
    own = page(client, explained("held", "G.07"))
    assert "don-vi=G&" not in own  # the path shows nothing above what one may see
    assert client.get(explained("unknown", "G.07")).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, half_year):
    assert client.get(TOTALS)["Location"].startswith("/tai-khoan/login/")
    assert client.get(explained("held"))["Location"].startswith("/tai-khoan/login/")


@pytest.mark.parametrize("url", [TOTALS, explained("held"), explained("share")])
def test_pages_ask_the_same_number_of_questions_however_many_units_report(
    client, half_year, collector, django_assert_num_queries, django_assert_max_num_queries, url
):
    cast = half_year
    client.force_login(cast.planner)
    units = [
        create_unit(f"G.{n}", f"Đơn vị {n}", cast.root, on=date(2020, 1, 1), by=_setup(), at=AT)
        for n in range(20, 26)
    ]
    collector.owe(*units, period=period(2022, 1))
    client.get(url)
    with django_assert_max_num_queries(60) as first:
        client.get(url)
    for unit in units:
        report(unit, period(2022, 1), cast.reporter, held=3, settled=1, received=2)
    with django_assert_num_queries(len(first)):
        client.get(url)


def _setup():
    from nhip.organisation.accounts.models import User

    return User.objects.get(username="setup")


def listed(shown: str) -> list[str]:
    """Return the rows of the list of records, and look that as many are told as there are."""
    card = shown[shown.index('id="ban-ghi"') :]
    card = card[: card.index("</section>")]
    rows = card.split("<tr>")[2:]
    told = re.search(r'<span class="small muted num">([\d.]+)</span>', card)
    assert told
    assert int(told[1]) == len(rows)
    return rows


def test_a_total_of_reports_lists_each_that_was_added_up(client, half_year):
    client.force_login(half_year.planner)
    [row] = listed(page(client, explained("held")))
    assert "1.247" in row
    assert f'href="/lam-viec/bao-cao/{half_year.unit.pk}/"' in row
    two = listed(page(client, explained("held", window=(date(2021, 1, 1), date(2022, 1, 1)))))
    assert ["1.000" in row for row in two] == [True, False]  # the latest period first
    assert len(listed(page(client, explained("held", basis="submitted")))) == 2


def test_a_ratio_lists_the_reports_of_both_sides(client, half_year):
    client.force_login(half_year.planner)
    shown = page(client, explained("share"))
    [row] = listed(shown)
    assert f'href="/lam-viec/bao-cao/{half_year.unit.pk}/"' in row
    assert 'id="ban-ghi-2"' in shown


def test_a_number_of_a_year_opens_exactly_its_records(client, cast, counter):
    counter.records = [(date(2021, 5, 1), cast.leaf.pk)] * 5 + [
        (date(2022, 5, 1), cast.unit.pk)
    ] * 7
    client.force_login(cast.planner)
    shown = page(client, explained("lessons", window=(date(2021, 1, 1), date(2023, 1, 1))))
    links = re.findall(r'href="([^"]+nam=[^"]+)" aria-label="(\d+): Lớp, (\d+)"', shown)
    assert [(number, year) for _url, number, year in links] == [("5", "2021"), ("7", "2022")]
    for url, number, year in links:
        opened = page(client, url)
        assert len(listed(opened)) == int(number)
        assert f"Lớp, {year}" in opened
    for nothing in ("nam=rubbish", "nam=1000", "nam=20210"):
        assert client.get(f"{explained('lessons')}&{nothing}").status_code == 404
    assert "Không đếm được bản ghi nào" in page(client, f"{explained('lessons')}&phan=khong-co")


def test_editors_read_what_was_accepted_and_never_what_a_unit_handed_in(client, half_year):
    for who in (half_year.editor, half_year.publisher):
        client.force_login(who)
        assert client.get(explained("held", basis="submitted")).status_code == 404
        assert client.get(f"{TOTALS}?co-so=submitted").status_code == 404
        assert "co-so" not in page(client, explained("held")).split("<form")[1]
        assert "1.247" in page(client, explained("held", "G.07"))
        leaf = page(client, explained("held", "G.07.1"))
        assert "Đã nộp, chưa được duyệt: chưa tính." in leaf
        assert "không phát sinh" not in leaf
    for who in (half_year.planner, half_year.chief):
        client.force_login(who)
        assert "không phát sinh" in page(client, explained("held", "G.07.1", basis="submitted"))


def test_a_record_one_may_not_open_is_no_link(client, half_year, collector):
    collector.sees_accepted = collector.sees
    client.force_login(half_year.editor)
    [row] = listed(page(client, explained("held")))
    assert "href" not in row
