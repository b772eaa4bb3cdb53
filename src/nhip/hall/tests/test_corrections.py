"""A correction of an accepted report, from the unit to the review and the article that cite a total."""

import html
import re
from datetime import date

from django.urls import reverse

from nhip.office.documents.tests.makers import organ
from nhip.office.figures.actions import compare_noted
from nhip.office.figures.choices import Basis, Format, PinState
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Reference
from nhip.office.notices.models import Notice
from nhip.organisation.periods.rules import Span
from nhip.portal.news.actions import create_draft, set_up_site
from nhip.portal.news.models import HOLDER as ARTICLE
from nhip.portal.news.models import SectionPage
from nhip.work.reports import actions
from nhip.work.reports.tests.desk import IN_TIME, LATER, TOO_LATE
from nhip.work.reviews.actions import add_review, approve_review, hold_conference, set_figures
from nhip.work.reviews.rules import HOLDER as REVIEW
from nhip.work.reviews.rules import FigureAsked

YEAR = date(2022, 1, 1), date(2023, 1, 1)


def test_a_correction_names_what_it_moves_and_marks_it_once_accepted(laid_out, client):
    desk, cast = laid_out, laid_out.cast
    report = desk.submitted()
    actions.accept_report(report, by=cast.planner, at=IN_TIME)
    cited = Reference("held", cast.root.pk, *YEAR, Basis.ACCEPTED)
    told = {"by": cast.planner, "at": IN_TIME}
    held = hold_conference(organ(cast.root), title="Hội nghị cuối năm", held_at=IN_TIME, **told)
    review = add_review(held, title="Năm 2022", window=Span(*YEAR), **told)
    set_figures(review, [FigureAsked("held")], **told)
    approve_review(review, by=cast.chief, at=IN_TIME)
    set_up_site(name="G", sections=[("tin", "Tin", "")], by=cast.administrator, at=IN_TIME)
    create_draft(
        SectionPage.objects.get(),
        title="Nhìn lại nửa năm",
        kicker="Sơ kết",
        lead="Hội nghị chiều 28/7/2022.",
        body=[("paragraph", "<p>Đã tổ chức {held} buổi.</p>")],
        figures={"held": (cited, Format.PLAIN)},
        byline="Tổ biên tập",
        sources="Số liệu minh họa.",
        is_sample=True,
        by=cast.editor,
        at=IN_TIME,
    )

    actions.reopen_report(report, "Ghi nhầm ô 1.2.", by=cast.reporter, at=LATER)
    actions.save_draft(
        report, figures=desk.typed(held="8"), narratives={}, by=cast.reporter, at=LATER
    )
    actions.submit_report(report, by=cast.reporter, at=LATER)
    client.force_login(cast.planner)
    address = reverse("reports:check", args=[report.pk])
    shown = html.unescape(client.get(address).content.decode())
    assert "Đính chính số liệu đã chấp nhận" in shown
    assert "Buổi đã tổ chức" in shown
    totals = re.search(r'Cơ quan gốc:\s+<a href="([^"]+)">', shown)
    assert totals
    assert ">năm 2022</a>" in shown.lower()
    assert "“Ghi nhầm ô 1.2.”" in shown
    assert client.get(totals[1]).status_code == 200
    assert re.search(r'<a href="[^"]+">Nhìn lại nửa năm', shown)
    assert f'<a href="{review.get_absolute_url()}">Hội nghị cuối năm: Năm 2022</a>' in shown
    assert {pin.state for pin in Pin.objects.all()} == {PinState.FRESH}

    client.post(address, {"do": "accept", "seen": "2"})
    compare_noted()
    before, pins = (Pin.objects.filter(amount_alone=alone) for alone in (True, False))
    assert [pin.state for pin in before] == [PinState.FRESH], "the year before stays as it was"
    assert {pin.holder for pin in pins} == {ARTICLE, REVIEW}
    for pin in pins:
        assert (pin.state, pin.amount, pin.new_amount) == (PinState.CHANGED, 9, 8)
    for decides, of in ((cast.editor, ARTICLE), (cast.chief, REVIEW)):
        told = Notice.objects.filter(user=decides, sent_at__gt=TOO_LATE, text__contains="trong bài")
        address = reverse("figures:decide", args=[pins.get(holder=of).pk])
        assert [notice.link for notice in told] == [address]


def test_remarks_alone_move_no_total(laid_out, client):
    desk, cast = laid_out, laid_out.cast
    report = desk.submitted()
    actions.accept_report(report, by=cast.planner, at=IN_TIME)
    actions.reopen_report(report, "Viết rõ hơn.", by=cast.reporter, at=LATER)
    actions.save_draft(
        report,
        figures={},
        narratives={desk.sections[0]: "Học tập theo lịch mới."},
        by=cast.reporter,
        at=LATER,
    )
    actions.submit_report(report, by=cast.reporter, at=LATER)
    client.force_login(cast.planner)
    shown = client.get(reverse("reports:check", args=[report.pk])).content.decode()
    assert "Không số liệu nào thay đổi" in shown
