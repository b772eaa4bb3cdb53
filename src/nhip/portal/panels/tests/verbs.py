"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.portal.panels.actions import load_samples, switch_feed
from nhip.portal.panels.choices import Feed
from nhip.portal.panels.models import LinkPanel
from tests.doors import Stage
from tests.verbs import Verb

EDITORS = frozenset({"editor", "publisher", "administrator"})


def without_links(stage: Stage) -> Stage:
    LinkPanel.objects.all().delete()
    return stage


VERBS = [
    Verb(
        "switch_feed",
        lambda stage, by: switch_feed(
            Feed.RATES,
            is_on=True,
            is_live=False,
            address="https://a.vn/",
            age_limit_hours=9,
            by=by,
            at=AT,
        ),
        EDITORS,
        anywhere=True,
        writes=frozenset({"panels_snapshot"}),
        journals=("panels.feed_switched",),
        purges=lambda stage: {"panel:rates"},
    ),
    Verb(
        "load_samples",
        lambda stage, by: load_samples(by=by, at=AT),
        EDITORS,
        given=without_links,
        anywhere=True,
        writes=frozenset({"panels_link", "panels_linkpanel", "panels_snapshot"}),
        journals=("panels.sample_loaded", "panels.sample_loaded"),
        purges=lambda stage: {
            "panel:lien-ket",
            "panel:quan-khu-quan-chung",
            "panel:rates",
            "panel:weather",
        },
    ),
]
HOUSE = [
    "rank_pages",  # the scheduler
    "refresh_feed",
    "refresh_feeds",
]
