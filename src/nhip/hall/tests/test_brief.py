"""The brief: what waits and what changed since the last look, for whoever decides, and nothing beyond."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from nhip.hall import queries
from nhip.office.documents.tests.makers import organ, year
from nhip.office.figures.actions import compare_noted, release
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.registry import Reference
from nhip.office.notices.actions import mark_seen
from nhip.portal.news.actions import create_draft, publish_article, set_up_site
from nhip.portal.news.models import SectionPage
from nhip.work.plans.actions import appraise_plan
from nhip.work.plans.tests.makers import received
from nhip.work.reports import actions
from nhip.work.reports.tests.desk import GOOD, IN_TIME, LATER, TOO_LATE
from nhip.work.reviews.actions import add_review, approve_review, hold_conference

BEFORE = IN_TIME - timedelta(days=1)
DAY = timedelta(days=1)
ADDRESS = "/lam-viec/tom-tat/"


@pytest.fixture
def desk(laid_out):
    return laid_out


def told(user, start, at):
    return {
        part.key: [f"{line.words} | {line.note}" for line in part.lines]
        for part in queries.brief(user, start, at)
    }


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_what_came_in_waits_and_moves_a_total_once_it_is_accepted(desk):
    chief = desk.cast.chief
    assert told(chief, BEFORE, BEFORE + DAY / 2) == {}
    report = desk.submitted()
    title = "Báo cáo nửa năm, 6 tháng đầu năm 2022"
    assert told(chief, BEFORE, IN_TIME) == {
        "cho": [f"Đơn vị 07 | {title}"],
        "bao-cao": [f"Đơn vị 07 | đã nộp: {title}"],
    }
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    found = told(chief, BEFORE, LATER)
    assert found["bao-cao"] == [f"Đơn vị 07 | đã chấp nhận: {title}"]
    assert "Buổi đã tổ chức: –, nay 9 | 6 tháng đầu năm 2022" in found["so-lieu"]
    assert "cho" not in found
    assert told(chief, LATER, LATER + DAY) == {}


def test_a_correction_names_what_changed_and_the_total_that_moved_with_it(desk):
    cast = desk.cast
    report = desk.submitted()
    actions.accept_report(report, by=cast.planner, at=IN_TIME)
    actions.reopen_report(report, "Ghi nhầm.", by=cast.reporter, at=LATER)
    actions.save_draft(
        report, figures=desk.typed(held="8"), narratives={}, by=cast.reporter, at=LATER
    )
    actions.submit_report(report, by=cast.reporter, at=LATER)
    actions.accept_report(report, by=cast.planner, at=TOO_LATE)
    found = told(cast.chief, IN_TIME, TOO_LATE)
    assert found["dinh-chinh"] == ["Đơn vị 07 | Buổi đã tổ chức: 9, nay 8"]
    assert found["so-lieu"] == ["Buổi đã tổ chức: 9, nay 8 | 6 tháng đầu năm 2022"]


def test_a_return_of_what_was_accepted_takes_its_figures_out_again(desk):
    cast = desk.cast
    report = desk.submitted()
    actions.accept_report(report, by=cast.planner, at=IN_TIME)
    actions.return_report(report, "Ô 2 lệch.", by=cast.planner, at=LATER)
    found = told(cast.chief, IN_TIME, LATER)
    assert found["bao-cao"] == ["Đơn vị 07 | trả lại: Báo cáo nửa năm, 6 tháng đầu năm 2022"]
    assert "Buổi đã tổ chức: 9, nay – | 6 tháng đầu năm 2022" in found["so-lieu"]


def test_late_is_new_only_in_the_time_its_deadline_passed(desk):
    cast = desk.cast
    owed = told(cast.chief, IN_TIME, TOO_LATE)
    assert owed["moi-cham"] == ["Đơn vị 07 | Báo cáo nửa năm, 6 tháng đầu năm 2022"]
    assert "moi-cham" not in told(cast.chief, IN_TIME, LATER)
    assert "moi-cham" not in told(cast.chief, TOO_LATE - DAY, TOO_LATE)


def test_nobody_is_told_of_units_they_may_not_see(desk):
    cast = desk.cast
    theirs = actions.open_report(desk.owes(cast.sibling), by=cast.stranger, at=IN_TIME)
    actions.save_draft(
        theirs, figures=desk.typed(**GOOD), narratives={}, by=cast.stranger, at=IN_TIME
    )
    actions.submit_report(theirs, by=cast.stranger, at=IN_TIME)
    desk.submitted()
    shown = str(told(cast.unit_chief, BEFORE, TOO_LATE))
    assert "Đơn vị 07" in shown
    assert "Đơn vị 08" not in shown
    assert "Đơn vị 08" in str(told(cast.chief, BEFORE, TOO_LATE))


def test_a_cited_figure_that_changed_is_told_with_its_text(desk):
    cast = desk.cast
    report = desk.submitted()
    actions.accept_report(report, by=cast.planner, at=IN_TIME)
    cited = Reference("held", cast.root.pk, date(2022, 1, 1), date(2023, 1, 1), Basis.ACCEPTED)
    release(cited, by=cast.chief, at=IN_TIME)
    set_up_site(name="G", sections=[("tin", "Tin", "")], by=cast.administrator, at=IN_TIME)
    create_draft(
        SectionPage.objects.get(),
        title="Nhìn lại nửa năm",
        kicker="Sơ kết",
        lead="Hội nghị.",
        body=[("paragraph", "<p>Đã tổ chức {held} buổi.</p>")],
        figures={"held": (cited, Format.PLAIN)},
        is_sample=True,
        by=cast.editor,
        at=IN_TIME,
    )
    actions.return_report(report, "Ô 2 lệch.", by=cast.planner, at=LATER)
    compare_noted()
    assert told(cast.chief, IN_TIME, LATER)["trich-dan"] == [
        "Buổi đã tổ chức: 9, nay – | Nhìn lại nửa năm"
    ]
    assert "trich-dan" not in told(cast.unit_chief, IN_TIME, LATER)
    assert "trich-dan" not in told(cast.chief, LATER, TOO_LATE)


def test_looking_twice_by_accident_loses_nothing(desk):
    chief = desk.cast.chief
    client = browser(chief)
    first = client.get(ADDRESS).content.decode()
    client.get(ADDRESS)
    assert [each.key for each in queries.sinces(chief, TOO_LATE)] == ["tuan", "ngay"]
    seen = re.search(r'name="den" value="([^"]+)"', first)
    for _twice in range(2):
        client.post(ADDRESS, {"den": html.unescape(seen[1])})
    [last, *others] = queries.sinces(chief, TOO_LATE)
    assert (last.key, last.start.isoformat()) == ("lan-nay", chief.look.seen_until.isoformat())
    assert [each.key for each in others] == ["tuan", "ngay"]
    client.post(ADDRESS, {"den": "hôm qua"})
    keys = [each.key for each in queries.sinces(chief, TOO_LATE)]
    assert keys == ["lan-nay", "lan-truoc", "tuan", "ngay"]


def test_the_last_look_never_goes_back_nor_ahead(cast):
    look = mark_seen(LATER, by=cast.chief, at=LATER)
    mark_seen(IN_TIME, by=cast.chief, at=LATER)
    look.refresh_from_db()
    assert (look.seen_until, look.before) == (LATER, None)
    mark_seen(TOO_LATE + DAY, by=cast.chief, at=TOO_LATE)
    look.refresh_from_db()
    assert (look.seen_until, look.before) == (TOO_LATE, LATER)


def test_every_line_leads_to_a_page_that_opens(desk):
    cast = desk.cast
    report = desk.submitted()
    desk.owes(cast.sibling)
    actions.accept_report(report, by=cast.planner, at=LATER)
    client = browser(cast.chief)
    parts = queries.brief(cast.chief, BEFORE, TOO_LATE)
    urls = [line.url for part in parts for line in part.lines]
    assert len(urls) >= 3
    assert {client.get(url).status_code for url in urls} == {200}


def test_the_brief_asks_no_more_for_more_reports(desk, same_queries):
    cast = desk.cast
    desk.submitted()
    queries.brief(cast.chief, BEFORE, LATER)
    with same_queries():
        assert len(queries.brief(cast.chief, BEFORE, LATER)) == 2
    beside = actions.open_report(desk.owes(cast.sibling), by=cast.stranger, at=IN_TIME)
    actions.save_draft(
        beside, figures=desk.typed(**GOOD), narratives={}, by=cast.stranger, at=IN_TIME
    )
    actions.submit_report(beside, by=cast.stranger, at=IN_TIME)
    with same_queries():
        waits, _came = queries.brief(cast.chief, BEFORE, LATER)
    assert len(waits.lines) == 2


def test_a_plan_waits_until_it_is_appraised_and_where_it_was_handed_up(desk):
    cast = desk.cast
    plan = received(cast.unit, desk.regime.organ, 2022, by=cast.planner)
    waits = told(cast.chief, BEFORE, LATER)["cho"]
    assert [line for line in waits if plan.title in line]
    assert "cho" not in told(cast.unit_chief, BEFORE, LATER)
    appraise_plan(plan, remarks="", on=LATER.date(), by=cast.chief, at=LATER)
    assert plan.title not in str(told(cast.chief, BEFORE, LATER).get("cho"))


def test_a_review_waits_for_the_chief_of_its_own_organs_unit_alone(desk):
    cast = desk.cast
    by = {"by": cast.planner, "at": BEFORE}
    reviews = {}
    for unit in (cast.root, cast.unit):
        held = hold_conference(organ(unit), title=f"Hội nghị {unit.code}", held_at=BEFORE, **by)
        reviews[unit.code] = add_review(held, title="Năm 2021", window=year(2021), **by)
    assert told(cast.chief, BEFORE, IN_TIME) == {"cho": ["Hội nghị G | Năm 2021"]}
    assert told(cast.unit_chief, BEFORE, IN_TIME) == {"cho": ["Hội nghị G.07 | Năm 2021"]}
    assert told(cast.planner, BEFORE, IN_TIME) == {}
    approve_review(reviews["G"], by=cast.chief, at=IN_TIME)
    assert told(cast.chief, BEFORE, IN_TIME) == {}


def test_an_article_waits_for_the_publisher_until_readers_see_it(cast):
    set_up_site(name="G", sections=[("tin", "Tin", "")], by=cast.administrator, at=IN_TIME)
    articles = [
        create_draft(
            SectionPage.objects.get(), title=title, lead="Hội nghị.", byline="Tổ biên tập",
            body=[("paragraph", "<p>Đã họp.</p>")], by=cast.editor, at=IN_TIME,
        )
        for title in ("Bài một", "Bài hai")
    ]  # fmt: skip
    assert told(cast.publisher, BEFORE, IN_TIME)["cho"] == [
        "Bài hai | bài viết",
        "Bài một | bài viết",
    ]
    publish_article(articles[1], is_open_seen=True, by=cast.publisher, at=IN_TIME)
    assert told(cast.publisher, BEFORE, IN_TIME)["cho"] == ["Bài một | bài viết"]
    assert told(cast.chief, BEFORE, IN_TIME) == {}
