"""What each verb of this room does, and who may."""

from nhip.kit.clean.pieces import CleanText, TextHeading, TextParagraph, TextRun
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.tests.verbs import EDITORS, ready, section
from nhip.portal.newsroom.actions import (
    ReadDocument,
    draft_from_word,
    hand_in_article,
    pass_on_article,
    return_article,
    set_step,
    take_back_article,
)
from nhip.portal.newsroom.models import NewsStep
from nhip.work.reports.tests.desk import LATER
from tests.doors import Stage
from tests.verbs import Verb

HANDED_IN = frozenset({"newsroom_handedin"})


def handed_in(stage: Stage) -> ArticlePage:
    page = ready(stage)
    hand_in_article(page, by=stage.cast.editor, at=LATER)
    return page


def to_look_through(stage: Stage) -> ArticlePage:
    first = NewsStep.objects.get(permission="news.edit")
    set_step(first, name=first.name, hours=4, is_used=True, by=stage.cast.administrator, at=LATER)
    return handed_in(stage)


SAID = CleanText((TextHeading("Tin từ tệp"), TextParagraph((TextRun("Sáng nay."),))))

VERBS = [
    Verb(
        "draft_from_word",
        lambda stage, by: draft_from_word(
            ReadDocument("tin", SAID, {}), section(), by=by, at=LATER
        ),
        EDITORS,
        anywhere=True,
        writes=frozenset({"news_articlepage", "site_basepage"}),
        journals=("article.drafted", "article.read_from_word"),
    ),
    Verb(
        "hand_in_article",
        lambda page, by: hand_in_article(page, by=by, at=LATER),
        EDITORS,
        given=ready,
        anywhere=True,
        writes=HANDED_IN | {"notices_notice"},
        journals=("article.handed_in",),
    ),
    Verb(
        "pass_on_article",
        lambda page, by: pass_on_article(page, by=by, at=LATER),
        EDITORS,
        given=to_look_through,
        anywhere=True,
        writes=HANDED_IN | {"notices_notice"},
        journals=("article.passed_on",),
    ),
    Verb(
        "return_article",
        lambda page, by: return_article(page, reason="Thiếu ảnh.", by=by, at=LATER),
        frozenset({"publisher"}),
        given=handed_in,
        anywhere=True,
        writes=HANDED_IN | {"notices_notice"},
        journals=("article.returned",),
    ),
    Verb(
        "take_back_article",
        lambda page, by: take_back_article(page, by=by, at=LATER),
        frozenset({"editor"}),
        given=handed_in,
        anywhere=True,
        writes=HANDED_IN,
        journals=("article.taken_back",),
    ),
    Verb(
        "set_step",
        lambda step, by: set_step(step, name="Ký", hours=8, is_used=True, by=by, at=LATER),
        frozenset({"administrator", "publisher"}),
        given=lambda stage: NewsStep.objects.get(permission="news.publish"),
        anywhere=True,
        writes=frozenset({"newsroom_newsstep"}),
        journals=("newsroom.step_set",),
    ),
]
HOUSE = ["end_steps", "finish_steps"]  # follow what publishes, and what is put into the bin
