"""Many new articles at once: the same rows as one by one, written table by table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, PageLogEntry, Revision

from nhip.kit.guard.signals import refuse_marked_row
from nhip.kit.tasks import later
from nhip.kit.text.rules import free_among, plain_address
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import row
from nhip.organisation.units.queries import known_names
from nhip.portal.delivery.actions import purge
from nhip.portal.site.models import BasePage

from ..access import PUBLISH
from ..choices import VersionKind
from ..models import ArticlePage, Filing, Findable, SectionPage, Version
from ..queries import (
    Filed,
    KeptBeside,
    Proof,
    check_signature,
    content_of,
    filings,
    lists_of,
    proof_of,
)
from ..rules import seal
from ..signals import published
from .publishing import make_names, sign_ahead

Body = Sequence[tuple[str, Any]]
Figures = Mapping[str, tuple[Reference, str]]


@dataclass(frozen=True)
class NewArticle:
    """An article to write, and to publish at once where `published_by` is said.

    `body` is a list of ("heading", text), ("paragraph", html), ("gallery", photos) and so on as the blocks
    keep them, a photo being a dict of image, caption and alt. "{classes}" in rich text becomes the figure
    `figures` gives under that name, with its format. `numbers` says of other numbers, by how they are
    written, what their source is, or "" where they are no figure; `is_open_seen` and `is_partial_seen`
    are what `publish_article` asks.
    `filed` are the names of its authors, topics and tags, `also_in` further sections it is shown in.
    `at` is when it was written, where not when it is taken in.
    """

    section: SectionPage
    title: str
    lead: str
    body: Body
    kicker: str = ""
    sources: str = ""
    byline: str = ""
    filed: Filed = field(default_factory=dict)
    also_in: Sequence[SectionPage] = ()
    figures: Figures = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    shown_at: datetime | None = None
    is_sample: bool = False
    published_by: User | None = None
    is_open_seen: bool = False
    is_partial_seen: bool = False
    at: datetime | None = None


@dataclass
class _Made:
    """A new article on its way through the tables."""

    new: NewArticle
    page: ArticlePage
    base: BasePage
    at: datetime
    revision: Revision
    proof: Proof | None = None
    seal: str = ""

    @property
    def ticked(self) -> list[str]:
        """Return the boxes its publisher said yes to."""
        said = {
            "is_open_seen": self.new.is_open_seen,
            "is_partial_seen": self.new.is_partial_seen,
        }
        return [name for name, is_so in said.items() if is_so]

    @property
    def is_out(self) -> bool:
        """Tell whether it goes before the public now."""
        return bool(self.proof and not self.proof.goes_out_at)


def is_plain(new: NewArticle) -> bool:
    """Tell whether nothing of an article is bound to a record while it is written."""
    return not (new.figures or new.numbers)


def write_plain(
    rows: Mapping[int, NewArticle], *, by: User, at: datetime
) -> dict[int, ArticlePage]:
    """Write articles whose text cites nothing, by their place among all, and publish those that say by whom.

    Raises WrongRow, as `take_in_articles`.
    """
    if not rows:
        return {}
    tree = _Tree(rows.values())
    made = {}
    for index, new in rows.items():
        with row(index):
            require(by, "news.draft")
            made[index] = _placed(new, tree, by, new.at or at)
    tree.keep()
    _save_bases(made.values())
    _draft(made.values(), by)
    names = known_names()
    for index, each in made.items():
        with row(index):
            _sign(each, names, by)
    _save(made.values())
    _tell(made.values(), by)
    pages = ArticlePage.objects.in_bulk([each.page.pk for each in made.values()])
    return {index: pages[each.page.pk] for index, each in made.items()}


class _Tree:
    """The next free places and addresses below the sections, which are locked."""

    def __init__(self, rows: Iterable[NewArticle]) -> None:
        ids = {new.section.pk for new in rows}
        locked = SectionPage.objects.select_for_update().order_by("pk").filter(pk__in=ids)
        self.sections: dict[int, Any] = {section.pk: section for section in locked}
        self.before = {pk: section.numchild for pk, section in self.sections.items()}
        self.last = {pk: section.get_last_child() for pk, section in self.sections.items()}
        self.taken = {
            pk: set(section.get_children().values_list("slug", flat=True))
            for pk, section in self.sections.items()
        }

    def place(self, page: Any, section_id: int) -> None:
        """Put a page below its section, last, at an address no neighbour has."""
        section, last = self.sections[section_id], self.last[section_id]
        page.depth = section.depth + 1
        page.path = last._inc_path() if last else BasePage._get_path(section.path, page.depth, 1)
        page.locale_id = section.locale_id
        page.draft_title = page.title
        page.slug = free_among(self.taken[section_id], plain_address(page.title, 200) or "trang")
        page.set_url_path(section)
        page._cached_parent_obj = section
        self.taken[section_id].add(page.slug)
        self.last[section_id] = page
        section.numchild += 1

    def keep(self) -> None:
        """Note how many pages the sections have by now."""
        for pk, section in self.sections.items():
            more = section.numchild - self.before[pk]
            BasePage.objects.filter(pk=pk).update(numchild=F("numchild") + more)


def begun(new: NewArticle, body: Body, *, by: User) -> ArticlePage:
    """Return a new article with this text, unsaved and in no section yet."""
    page = ArticlePage(
        title=new.title.strip(),
        kicker=new.kicker,
        lead=new.lead,
        byline=new.byline,
        sources=new.sources,
        shown_at=new.shown_at and _as_drafted(new.shown_at),
        is_sample=new.is_sample,
        live=False,
        owner=by,
        body=body,
    )
    page.filings, page.also_in = filings(new.filed), new.also_in
    return page


def _placed(new: NewArticle, tree: _Tree, by: User, at: datetime) -> _Made:
    page: Any = begun(new, new.body, by=by)
    tree.place(page, new.section.pk)
    page.clean_fields(exclude=_KEYS)
    refuse_marked_row(ArticlePage, page)
    page.chosen = []
    setattr(page, COMMENTS_RELATION_NAME, [])
    for filing in page.filings.all():
        refuse_marked_row(Filing, filing)
    base = BasePage(**{name: getattr(page, name) for name in _BASE})
    return _Made(new, page, base, at, Revision())


def _as_drafted(moment: datetime) -> datetime:
    """Return a moment as a draft gives it, local and in thousandths: a signature is held against that."""
    return timezone.localtime(moment).replace(microsecond=moment.microsecond // 1000 * 1000)


_KEYS = [each.name for each in ArticlePage._meta.concrete_fields if each.is_relation]
_BASE = [each.attname for each in BasePage._meta.concrete_fields]


def _save_bases(made: Iterable[_Made]) -> None:
    """Write what is common to all pages, and what is filed under an article: they have their numbers then."""
    BasePage.objects.bulk_create([each.base for each in made])
    under, beside = [], []
    through = ArticlePage.also_in.through
    for each in made:
        each.page.pk = each.page.id = each.base.pk
        for filing in each.page.filings.all():
            filing.page = each.page
            under.append(filing)
        for section in each.new.also_in:
            beside.append(through(articlepage_id=each.page.pk, sectionpage_id=section.pk))
    Filing.objects.bulk_create(under)
    through.objects.bulk_create(beside)


def _draft(made: Iterable[_Made], by: User) -> None:
    for each in made:
        each.revision = Revision(
            content_object=each.page,
            base_content_type=each.page.get_base_content_type(),
            user=by,
            content=each.page.serializable_data(),
            object_str=str(each.page),
            created_at=timezone.now(),
        )
    Revision.objects.bulk_create([each.revision for each in made])
    for each in made:
        each.page.latest_revision = each.revision
        each.page.latest_revision_created_at = each.revision.created_at
        each.page.has_unpublished_changes = True


def _sign(each: _Made, names: Collection[str], by: User) -> None:
    """Have an article signed by its publisher, who sees nothing else beside it: it is new."""
    new, page = each.new, each.page
    if not new.published_by:
        return
    require(new.published_by, PUBLISH)
    beside = KeptBeside(is_writer=new.published_by == by, names=names)
    each.proof = proof_of(page, page, beside, new.published_by, is_anew=True, at=each.at)
    check_signature(each.proof, seen="", ticked=each.ticked)
    if each.is_out:
        page.live, page.has_unpublished_changes = True, False
        page.live_revision = each.revision
        page.shown_at = page.shown_at or each.at
        page.first_published_at = page.last_published_at = each.at
        _name(each, new.published_by)


def _name(each: _Made, publisher: User) -> None:
    bare = [filing for filing in each.page.filings.all() if filing.shelf_id is None]
    if bare:
        make_names(each.page, by=publisher, at=each.at)
        Filing.objects.bulk_update(bare, ["shelf"])


def _save(made: Iterable[_Made]) -> None:
    versions, words = [], []
    for each in made:
        page = each.page
        page.save_base(raw=True, force_insert=True)  # its own table: the other has its row
        for name in _MOVED:
            setattr(each.base, name, getattr(page, name))
        if each.is_out:
            versions.append(_first_version(each))
            words.append(Findable.of(page))
    BasePage.objects.bulk_update([each.base for each in made], _MOVED)
    Version.objects.bulk_create(versions)
    Findable.objects.bulk_create(words)


_MOVED = ["latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "live"]
_MOVED += ["live_revision_id", "first_published_at", "last_published_at"]


def _first_version(each: _Made) -> Version:
    version = Version(
        page=each.page,
        number=1,
        kind=VersionKind.PUBLISHED,
        at=each.at,
        by=each.new.published_by,
        is_open_seen=each.new.is_open_seen,
        content=content_of(each.page, {}),
    )
    each.seal = version.digest = seal("", version.said)
    return version


def _tell(made: Iterable[_Made], by: User) -> None:
    """Write down what was done, have lists and pages made anew, and let the worker index."""
    logs: list[PageLogEntry] = []
    acts: list[Act] = []
    tags: set[str] = set()
    for each in made:
        page, publisher = each.page, each.new.published_by
        logs += [_log(each, "wagtail.create", by), _log(each, "wagtail.edit", by, each.revision)]
        acts.append(Act("article.drafted", page, by, each.at, said={"title": page.title}))
        if each.proof and each.is_out:
            logs.append(_log(each, "wagtail.publish", publisher, each.revision))
            said = {"title": page.title, "version": each.revision.pk, "seal": each.seal}
            said |= {"is_open_seen": True} | ({"alone": True} if each.proof.is_alone else {})
            acts.append(Act("article.published", page, publisher, each.at, said=said))
            tags |= {f"page:{page.pk}", "sitemap", *lists_of(page)}
    PageLogEntry.objects.bulk_create(logs)
    record_all(acts)
    if tags:
        purge(*tags)
    for each in made:
        page, proof = each.page, each.proof
        if not (proof and each.new.published_by):
            continue
        said = {"by": each.new.published_by, "at": each.at}
        if proof.goes_out_at:
            sign_ahead(page, each.revision, proof, each.ticked, due_at=proof.goes_out_at, **said)
        else:
            published.send(ArticlePage, page=page, revision=each.revision, **said)
    later("nhip.portal.news.tasks.take_up", page_ids=[each.page.pk for each in made])


def _log(
    each: _Made, action: str, by: User | None, revision: Revision | None = None
) -> PageLogEntry:
    return PageLogEntry(
        page=each.page,
        content_type=each.page.content_type,
        label=each.page.get_admin_display_title(),
        action=action,
        user=by,
        revision=revision,
        content_changed=True,
        timestamp=timezone.now(),
    )
