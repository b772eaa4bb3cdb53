"""What each verb of this room does, and who may."""

from nhip.hall.actions import draft_article
from nhip.portal.news.models import SectionPage
from nhip.work.reports.tests.desk import LATER
from tests.verbs import Verb

VERBS = [
    Verb(
        "draft_article",
        lambda stage, by: draft_article(
            stage.world.review, SectionPage.objects.get(), by=by, at=LATER
        ),
        frozenset({"planner", "editor", "publisher"}),
        writes=frozenset(
            {"figures_citedvalue", "figures_pin", "news_articlepage", "site_basepage"}
        ),
        journals=(*9 * ["figure.pinned"], "article.drafted"),
    ),
]
HOUSE = ["tell_deciders"]  # hears that cited figures moved
