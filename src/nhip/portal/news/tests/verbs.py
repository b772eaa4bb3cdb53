"""What each verb of this room does, and who may."""

from datetime import timedelta
from typing import Any

from nhip.office.figures.actions import NewAnswer
from nhip.office.figures.choices import Format
from nhip.office.figures.models import Pin
from nhip.office.figures.tests.verbs import not_yet_cited
from nhip.portal.news.actions import (
    answer_number_of,
    bin_article,
    bind_figure,
    copy_article,
    create_draft,
    publish_article,
    publish_home,
    restore_article,
    show_figures,
    stop_article,
    withdraw_article,
)
from nhip.portal.news.models import HOLDER, ArticlePage, HomePage, SectionPage
from nhip.work.reports.tests.desk import LATER
from tests.doors import Stage
from tests.verbs import Verb

EDITORS = frozenset({"editor", "publisher"})


def section() -> SectionPage:
    return SectionPage.objects.get()


def ready(stage: Stage, **more: Any) -> ArticlePage:
    return create_draft(
        section(),
        title="Ngày hội đọc sách",
        kicker="Tin",
        lead="Sáng 28/7/2022.",
        body=[("paragraph", "<p>Đông người đến.</p>")],
        byline="Tổ biên tập",
        sources="Ban tổ chức.",
        **more,
        by=stage.cast.editor,
        at=LATER,
    )


def binned(stage: Stage) -> ArticlePage:
    page = ready(stage)
    bin_article(page, by=stage.cast.editor, at=LATER)
    return page


def with_home_drafted(stage: Stage) -> HomePage:
    home = HomePage.objects.get()
    home.lead_article = stage.article
    home.save_revision(user=stage.cast.editor)
    return home


VERBS = [
    Verb(
        "show_figures",
        lambda stage, by: show_figures(
            Pin.objects.held_by(HOLDER, stage.article.pk)[:1], by=by, at=LATER
        ),
        frozenset({"publisher"}),
        anywhere=True,
        writes=frozenset({"news_homefigure", "news_homepage", "site_basepage"}),
        journals=("home.published",),
        purges=lambda stage: {f"page:{HomePage.objects.get().pk}", "sitemap"},
    ),
    Verb(
        "publish_home",
        lambda home, by: publish_home(home, by=by, at=LATER),
        frozenset({"publisher"}),
        given=with_home_drafted,
        anywhere=True,
        writes=frozenset({"news_homepage", "site_basepage"}),
        journals=("home.published",),
        purges=lambda stage: {f"page:{HomePage.objects.get().pk}", "sitemap"},
    ),
    Verb(
        "bin_article",
        lambda page, by: bin_article(page, by=by, at=LATER),
        EDITORS,
        given=ready,
        anywhere=True,
        writes=frozenset({"news_binnedarticle", "news_binpage", "site_basepage", "figures_pin"}),
        journals=("article.binned",),
        purges=lambda stage: {f"page:{ArticlePage.objects.latest('pk').pk}"},
    ),
    Verb(
        "restore_article",
        lambda page, by: restore_article(page, by=by, at=LATER),
        EDITORS,
        given=binned,
        anywhere=True,
        writes=frozenset({"news_binnedarticle", "site_basepage", "figures_pin"}),
        journals=("article.restored",),
        purges=lambda stage: {f"page:{ArticlePage.objects.latest('pk').pk}"},
    ),
    Verb(
        "copy_article",
        lambda page, by: copy_article(page, by=by, at=LATER),
        EDITORS,
        given=ready,
        anywhere=True,
        writes=frozenset({"news_articlepage", "site_basepage"}),
        journals=("article.copied",),
    ),
    Verb(
        "create_draft",
        lambda stage, by: create_draft(
            section(), title="Tin mới", lead="Sáng nay.", body=[], by=by, at=LATER
        ),
        EDITORS | {"planner"},
        anywhere=True,
        writes=frozenset({"news_articlepage", "site_basepage"}),
        journals=("article.drafted",),
    ),
    Verb(
        "bind_figure",
        lambda asked, by: bind_figure(
            asked[1].article,
            asked[0],
            format=Format.PLAIN,
            by=by,
            at=LATER,
        ),
        EDITORS,
        given=lambda stage: (not_yet_cited(stage), stage),
        writes=frozenset({"figures_citedvalue", "figures_pin"}),
        journals=("figure.pinned",),
    ),
    Verb(
        "answer_number_of",
        lambda page, by: answer_number_of(
            page, NewAnswer("lead", "# lớp", 0, "99"), by=by, at=LATER
        ),
        EDITORS,
        given=ready,
        anywhere=True,
        writes=frozenset({"figures_numberanswer"}),
        journals=("number.answered",),
    ),
    Verb(
        "publish_article",
        lambda page, by: publish_article(page, is_open_seen=True, by=by, at=LATER),
        frozenset({"publisher"}),
        given=ready,
        anywhere=True,
        writes=frozenset(
            {
                "news_articlepage",
                "news_findable",
                "news_version",
                "site_basepage",
            }
        ),
        journals=("article.published",),
        purges=lambda stage: {
            "list:latest",
            f"month:{LATER:%Y-%m}",
            "sitemap",
            f"section:{section().pk}",
            f"page:{ArticlePage.objects.latest('pk').pk}",
        },
    ),
    Verb(
        "publish_article",
        lambda page, by: publish_article(page, is_open_seen=True, by=by, at=LATER),
        frozenset({"publisher"}),
        given=lambda stage: ready(stage, shown_at=LATER + timedelta(days=1)),
        anywhere=True,
        writes=frozenset({"news_signedahead"}),
        journals=("article.scheduled",),
    ),
    Verb(
        "stop_article",
        lambda page, by: stop_article(page, by=by, at=LATER),
        EDITORS,
        given=lambda stage: publish_article(
            ready(stage, shown_at=LATER + timedelta(days=1)),
            is_open_seen=True,
            by=stage.cast.publisher,
            at=LATER,
        ),
        anywhere=True,
        writes=frozenset({"news_signedahead", "notices_notice"}),
        journals=("article.stopped",),
    ),
    Verb(
        "withdraw_article",
        lambda page, by: withdraw_article(page, reason="Ghi nhầm.", by=by, at=LATER),
        frozenset({"publisher"}),
        given=lambda stage: publish_article(
            ready(stage), is_open_seen=True, by=stage.cast.publisher, at=LATER
        ),
        anywhere=True,
        writes=frozenset({"news_articlepage", "news_findable", "news_version", "site_basepage"}),
        journals=("article.withdrawn",),
        purges=lambda stage: {
            "list:latest",
            f"month:{LATER:%Y-%m}",
            "sitemap",
            f"section:{section().pk}",
            f"page:{ArticlePage.objects.latest('pk').pk}",
        },
    ),
]
HOUSE = [
    "empty_bin",
    "leave_comment",
    "send_out_due",
    "set_up_site",
    "withdraw_expired",
]  # the worker's, the first run's, and a part of other verbs
