"""The bin: what was never public and is wanted no more lies there for a month, and comes back whole."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction

from nhip.kit.tasks.patience import writing
from nhip.kit.text.language import office_words
from nhip.office.figures.actions import rest_pins, wake_pins
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import Refused
from nhip.portal.site.models import BasePage

from ..models import HOLDER, ArticlePage, BinnedArticle, BinPage, SignedAhead
from ..queries import was_public
from ..rules import BINNED_FOR
from ..signals import binned as put_away


class NotForTheBin(Refused):
    """What was public, or is signed to be, is not thrown away."""


class NotBinned(Refused):
    """The article does not lie in the bin, any longer or yet."""


@transaction.atomic
def bin_article(page: ArticlePage, *, by: User, at: datetime) -> BinnedArticle:
    """Put an article that was never public into the bin; its figures are watched no longer.

    Raises NotForTheBin, or PermissionDenied.
    """
    require(by, "news.edit")
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if was_public(page):
        raise NotForTheBin(_("What was public is never deleted. Withdraw it, and say why."))
    if SignedAhead.objects.filter(page=page).exists():
        raise NotForTheBin(_("This article is signed to go out. Stop it first."))
    if BinnedArticle.objects.filter(page=page).exists():
        raise NotForTheBin(_("This article lies in the bin already."))
    section = page.get_parent().specific
    _move(page, _bin(), by)
    rest_pins(HOLDER, page.pk, at=at)
    binned = BinnedArticle.objects.create(page=page, section=section, by=by, at=at)
    put_away.send(ArticlePage, page=page, by=by, at=at)
    record("article.binned", about=page, by=by, at=at, said={"title": page.draft_title})
    return binned


def _bin() -> BasePage:
    root = BasePage.objects.select_for_update().get(depth=1)
    if found := BinPage.objects.first():
        return found
    with office_words():
        return root.add_child(instance=BinPage(title=_("Bin"), live=False))


def _move(page: ArticlePage, parent: BasePage, by: User) -> None:
    action = MovePageAction(page, parent, pos="last-child", user=by)
    action.execute(skip_permission_checks=True)  # nobody has rights below the bin; ours were asked


@transaction.atomic
def restore_article(page: ArticlePage, *, by: User, at: datetime) -> ArticlePage:
    """Take an article out of the bin, back into its section; its figures are looked at and watched again.

    Raises NotBinned, or PermissionDenied.
    """
    require(by, "news.edit")
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    binned = BinnedArticle.objects.filter(page=page).select_related("section").first()
    if binned is None:
        raise NotBinned(_("This article does not lie in the bin."))
    _move(page, binned.section, by)
    binned.delete()
    wake_pins(HOLDER, page.pk, by=by, at=at)
    record("article.restored", about=page, by=by, at=at, said={"title": page.draft_title})
    return ArticlePage.objects.get(pk=page.pk)


def empty_bin(*, at: datetime) -> None:
    """Delete what has lain in the bin for a month, an article a transaction."""
    over = BinnedArticle.objects.filter(at__lte=at - BINNED_FOR)
    for page_id in list(over.values_list("page_id", flat=True)):
        with writing():
            page = ArticlePage.objects.select_for_update().get(pk=page_id)
            if over.filter(page=page).exists():  # nobody restored it meanwhile
                said = {"title": page.draft_title}
                record("article.discarded", about=page, by=None, at=at, said=said)
                page.delete()
