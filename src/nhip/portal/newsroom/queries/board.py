"""The board of articles by state, and the step an article is at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page as PageOfBoard
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, CharField, Count, Max, Q, QuerySet, Value, When

from nhip.kit.text.rules import search_key
from nhip.office.figures.models import NumberAnswer
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import WITH_POSTS
from nhip.portal.news.choices import VersionKind
from nhip.portal.news.models import HOLDER, ArticlePage, HomePage, SectionPage, Version
from nhip.portal.news.queries import as_drafted, kept_articles, open_numbers
from nhip.portal.site.models import SiteSettings

from ..access import decides
from ..choices import ArticleState
from ..models import HandedIn, NewsStep

ON_A_PAGE = 50
READ_AGAIN = 3600  # seconds
MOST_FOUND = 1000  # articles that words are looked for in, the latest saved first


@dataclass(frozen=True)
class AskedArticles:
    """What somebody wants to see of the board."""

    state: str = ""
    is_mine: bool = False
    section: SectionPage | None = None
    writer: User | None = None
    words: str = ""
    number: str | None = None


@dataclass(frozen=True)
class BoardRow:
    """An article on the board: where it stands since when, by when its step is to be done, what it lacks."""

    page: ArticlePage
    state: ArticleState
    section: str
    since: datetime | None
    handed_in: HandedIn | None
    waits: bool
    asked: int

    @property
    def due_at(self) -> datetime | None:
        """Return by when the step is to be done, where somebody has to do it."""
        is_waiting = self.handed_in and self.state == ArticleState.HANDED_IN
        return self.handed_in.due_at if self.handed_in and is_waiting else None

    @property
    def is_edited(self) -> bool:
        """Tell whether it was handed in and changed since."""
        return bool(self.handed_in and not self.handed_in.is_returned and self.handed_in.is_edited)


@dataclass(frozen=True)
class Board:
    """One page of the board, how many articles stand where, and how many wait for this person."""

    page: PageOfBoard[Any]
    rows: list[BoardRow]
    counts: dict[ArticleState, int]
    waiting: int
    sections: list[SectionPage] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return how many articles there are in any state."""
        return sum(self.counts.values())


def sections() -> QuerySet[SectionPage]:
    """Return the sections articles are written for, in their order."""
    return SectionPage.objects.order_by("path")


def home() -> HomePage | None:
    """Return the page sections stand under; None where the public site is not set up yet."""
    return HomePage.objects.first()


def writers() -> QuerySet[User]:
    """Return those who began an article."""
    begun = ArticlePage.objects.order_by().values("owner")
    return User.objects.filter(pk__in=begun).prefetch_related(*WITH_POSTS).order_by("username")


def current_step(page: ArticlePage) -> HandedIn | None:
    """Return the step an article is at, or came back from; None where it is with its writer alone."""
    return _whole(HandedIn.objects.current()).filter(page=page).first()


def next_step(after: NewsStep | None = None) -> NewsStep:
    """Return the first step that is in use, or the first after another; after the last, the last."""
    used = list(NewsStep.objects.filter(active=True).order_by("workflow_tasks__sort_order"))
    place = used.index(after) + 1 if after in used else 0
    return used[min(place, len(used) - 1)]


def steps() -> QuerySet[NewsStep]:
    """Return all steps in their order."""
    return NewsStep.objects.order_by("workflow_tasks__sort_order")


def board(asked: AskedArticles, user: User) -> Board:
    """Return a page of the board; the number of queries does not grow with the articles."""
    found = _placed(_found(asked), user)
    counts = found.order_by().values_list("state").annotate(Count("pk"))
    waiting = found.filter(waits=True).count()
    if asked.is_mine:
        found = found.filter(waits=True)
    elif asked.state:
        found = found.filter(state=asked.state)
    ordered = found.order_by("-waits", "-latest_revision_created_at", "-pk")
    page = Paginator(ordered.values_list("pk", flat=True), ON_A_PAGE).get_page(asked.number)
    shown = _placed(ArticlePage.objects.filter(pk__in=list(page.object_list)), user)
    whole = shown.select_related("latest_revision", "owner", "signed_ahead").defer_streamfields()
    rows = whole.prefetch_related(*(f"owner__{post}" for post in WITH_POSTS)).in_bulk()
    known = list(sections())
    return Board(
        page=page,
        rows=_rows([rows[pk] for pk in page.object_list], known),
        counts={ArticleState(state): count for state, count in counts},
        waiting=waiting,
        sections=known,
    )


def _whole(handed_in: Any) -> Any:
    return handed_in.select_related(
        "task__newsstep", "workflow_state__requested_by", "finished_by", "page"
    )


def _found(asked: AskedArticles) -> Any:
    pages: Any = kept_articles()
    if words := search_key(asked.words):
        latest = ArticlePage.objects.order_by("-latest_revision_created_at").only("pk")
        hits: Any = latest.search(words, operator="and", order_by_relevance=False)
        pages = pages.filter(pk__in=[page.pk for page in hits[:MOST_FOUND]])
    elif asked.words.strip():
        pages = pages.none()
    if asked.section:
        pages = pages.child_of(asked.section)
    return pages.filter(owner=asked.writer) if asked.writer else pages


def _placed(pages: Any, user: User) -> Any:
    """Say of each article where it stands, and whether it waits for this person."""
    waiting, returned = HandedIn.objects.waiting(), HandedIn.objects.returned()
    to_decide = waiting.filter(
        task__newsstep__permission__in=decides(user), page__signed_ahead=None
    )
    if not SiteSettings.objects.filter(publishes_alone=True).exists():
        to_decide = to_decide.exclude(workflow_state__requested_by=user)
    to_mend = returned.filter(Q(workflow_state__requested_by=user) | Q(page__owner=user))
    stand = Case(
        When(pk__in=waiting.values("page"), then=Value(ArticleState.HANDED_IN.value)),
        When(pk__in=returned.values("page"), then=Value(ArticleState.RETURNED.value)),
        When(live=True, has_unpublished_changes=True, then=Value(ArticleState.CHANGED.value)),
        When(live=True, then=Value(ArticleState.PUBLIC.value)),
        When(first_published_at__isnull=False, then=Value(ArticleState.WITHDRAWN.value)),
        default=Value(ArticleState.WRITING.value),
        output_field=CharField(),
    )
    mine = Q(pk__in=to_decide.values("page")) | Q(pk__in=to_mend.values("page"))
    waits = Case(When(mine, then=True), default=False, output_field=BooleanField())
    return pages.annotate(state=stand, waits=waits)


def _rows(pages: list[Any], known: list[SectionPage]) -> list[BoardRow]:
    at_step = {
        each.page_id: each for each in _whole(HandedIn.objects.current()).filter(page__in=pages)
    }
    titles = {section.path: section.title for section in known}
    gone = Version.objects.filter(page__in=pages, kind=VersionKind.WITHDRAWN)
    withdrawn = dict(gone.order_by("number").values_list("page", "at"))
    asked = _asked(pages)
    return [
        BoardRow(
            page=page,
            state=ArticleState(page.state),
            section=titles.get(page.path[: -page.steplen], ""),
            since=_since(page, at_step.get(page.pk), withdrawn.get(page.pk)),
            handed_in=at_step.get(page.pk),
            waits=page.waits,
            asked=asked[page.pk],
        )
        for page in pages
    ]


def _asked(pages: list[Any]) -> dict[int, int]:
    """Count the numbers of each draft that nobody has answered; a text is read once until it changes."""
    given = NumberAnswer.objects.filter(holder=HOLDER, holder_id__in=[page.pk for page in pages])
    last = dict(given.values_list("holder_id").annotate(Max("pk")))
    keys = {
        page.pk: f"asked:{page.pk}:{page.latest_revision_id}"
        f":{page.latest_revision_created_at:%s.%f}:{last.get(page.pk, 0)}"
        for page in pages
    }
    known = cache.get_many(keys.values())
    unread = [page for page in pages if keys[page.pk] not in known]
    found = open_numbers(as_drafted(page) for page in unread)
    counted = {keys[page.pk]: len(found.get(page.pk, [])) for page in unread}
    cache.set_many(counted, READ_AGAIN)
    known |= counted
    return {pk: known[key] for pk, key in keys.items()}


def _since(page: Any, handed_in: HandedIn | None, withdrawn_at: datetime | None) -> datetime | None:
    since: dict[str, datetime | None] = {
        ArticleState.HANDED_IN: handed_in and handed_in.started_at,
        ArticleState.RETURNED: handed_in and handed_in.finished_at,
        ArticleState.PUBLIC: page.last_published_at,
        ArticleState.WITHDRAWN: withdrawn_at,
    }
    return since.get(page.state) or page.latest_revision_created_at
