"""What stands under a page, and what waits for a moderator."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet, Sum

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import WITH_POSTS
from nhip.portal.site.models import BasePage

from .choices import CommentStanding
from .models import BlockedWriter, Comment, Comments, Rating

WRITERS = tuple(f"user__{post}" for post in WITH_POSTS)
DECIDED_SHOWN = 20


@dataclass(frozen=True)
class Score:
    """The points of a page: all together, by how many browsers, and this browser's own."""

    total: int
    ratings: int
    own: int | None


def score_of(page: BasePage, token: str | None) -> Score:
    """Add up a page's points."""
    summed = Rating.objects.filter(page=page).aggregate(total=Sum("points"), ratings=Count("pk"))
    own = Rating.objects.filter(page=page, token=token).first() if token else None
    return Score(summed["total"] or 0, summed["ratings"], own.points if own else None)


def comments_under(page: BasePage, user: User | AnonymousUser) -> list[Comment]:
    """Return what is shown under a page, and what this reader wrote, oldest first."""
    comments = Comment.objects.filter(page=page).visible_to(user)
    return list(comments.select_related("user"))


def to_moderate(user: User) -> Comments:
    """Return what waits, oldest first."""
    return _listed(Comment.objects.moderated_by(user).waiting().order_by("sent_at"))


def lately_decided(user: User) -> Comments:
    """Return what was decided last, for who wants to think again."""
    decided = Comment.objects.moderated_by(user).exclude(standing=CommentStanding.WAITING)
    return _listed(decided.order_by("-decided_at"))[:DECIDED_SHOWN]


def writers() -> QuerySet[User]:
    """Return those who wrote comments, or are blocked."""
    wrote = Q(pk__in=Comment.objects.values("user"))
    return User.objects.filter(wrote | Q(pk__in=BlockedWriter.objects.values("user")))


def blocked_writers() -> list[BlockedWriter]:
    """Return who is blocked, the last first."""
    blocked = BlockedWriter.objects.select_related("user")
    return list(blocked.prefetch_related(*WRITERS))


def why_blocked(user: User | AnonymousUser) -> str:
    """Return why somebody's comments are taken no more; "" where they are."""
    blocked = BlockedWriter.objects.filter(user=user.pk).first() if user.is_authenticated else None
    return blocked.reason if blocked else ""


def _listed(comments: Comments) -> Comments:
    return comments.select_related("user", "page").prefetch_related(*WRITERS)
