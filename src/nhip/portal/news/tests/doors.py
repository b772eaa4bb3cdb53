"""Who may open the addresses of this room."""

from nhip.portal.news.actions import create_draft, publish_article
from nhip.portal.news.choices import FilingRole
from nhip.portal.news.models import SectionPage
from nhip.portal.site.models import SiteSettings
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, Door, Stage
from tests.files import document


def made(stage: Stage) -> dict[str, object]:
    SiteSettings.objects.update(shows_versions=True)  # an editor's setting: no verb writes it yet
    kept = document()
    public = create_draft(
        SectionPage.objects.get(), title="Tin", lead="Sáng.", byline="Tổ biên tập",
        body=[("paragraph", "<p>Lời.</p>"), ("attachment", {"file": kept, "title": "Tệp"})],
        filed={role: ["Một tên"] for role in (FilingRole.NEWS, FilingRole.TOPIC, FilingRole.TAG)},
        by=stage.cast.editor, at=LATER,
    )  # fmt: skip
    article = publish_article(public, is_open_seen=True, by=stage.cast.publisher, at=LATER)
    section, shelf = public.get_parent().slug, "mot-ten"
    return {
        "file": kept.pk,
        "section": section,
        "shelf": shelf,
        "article": article.pk,
        "year": LATER.year,
    }


DOORS = {
    "news:search": Door(ANYBODY),
    "news:author": Door(ANYBODY, "shelf", absent="khong-co"),
    "news:topic": Door(ANYBODY, "shelf", absent="khong-co"),
    "news:tag": Door(ANYBODY, "shelf", absent="khong-co"),
    "news:archive": Door(ANYBODY),
    "news:month": Door(ANYBODY, "year", (LATER.month,), absent=1066),
    "news:rss": Door(ANYBODY),
    "news:rss_of": Door(ANYBODY, "section", absent="khong-co"),
    "news:atom": Door(ANYBODY),
    "news:atom_of": Door(ANYBODY, "section", absent="khong-co"),
    "news:sitemap": Door(ANYBODY),
    "news:earlier": Door(ANYBODY, "article", (1,)),
    "news:file": Door(ANYBODY, "file", ("a.pdf",)),
    "news:sign": Door(EDITORS | {"planner"}, "article", sees=ANYBODY),
    "news:copy": Door(EDITORS, "article", post=True, sees=ANYBODY),
    "news:bin": Door(EDITORS, sees=ANYBODY),
    "news:throw_away": Door(EDITORS, "article", post=True, sees=ANYBODY),
    "news:restore": Door(EDITORS, "article", post=True, sees=ANYBODY),
    "news:stop": Door(EDITORS, "article", post=True, sees=ANYBODY),
    "news:withdraw": Door(frozenset({"publisher"}), "article", sees=ANYBODY),
    "news:versions": Door(EDITORS | {"planner"}, "article", sees=ANYBODY),
    "news:version": Door(EDITORS | {"planner"}, "article", (1,), sees=ANYBODY),
}
