"""The public pages: home, sections, articles."""

from datetime import UTC, datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from nhip.kit.text.rules import fold, search_key, spelt_words
from nhip.office.figures.models import Pin
from nhip.office.figures.rules.prose import Passage, SaidNumbers
from nhip.portal.site.models import BasePage

from .blocks import ArticleBody, BodyField
from .choices import VersionKind
from .rules import BINNED_FOR, passages_of, place_of, read_answers

HOLDER = "news.article"
ABOVE, BELOW = ["kicker", "title", "lead"], ["byline", "sources"]
"""The fields of words around the body, in the order of reading."""


class NotSignedOff(ValidationError):
    """An article was about to go live without its publisher's action."""


class HomePage(BasePage):
    """The front page."""

    lead_article = models.ForeignKey(
        "news.ArticlePage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead story"),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead_article"),
        InlinePanel(
            "figures", label=_("figure"), heading=_("figures of the front page"), max_num=4
        ),
    ]
    subpage_types = ["news.SectionPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("home page")


class HomeFigure(Orderable):
    """A figure of an article, shown large on the front page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="figures")
    pin = models.ForeignKey(
        Pin,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"holder": HOLDER, "left_at": None, "rests_at": None},
        verbose_name=_("figure"),
    )

    panels = [FieldPanel("pin")]

    class Meta(Orderable.Meta):
        verbose_name = _("figure of the front page")
        verbose_name_plural = _("figures of the front page")

    def __str__(self) -> str:
        return str(self.pin)


class SectionPage(BasePage):
    """A list of articles."""

    intro = models.CharField(_("introduction"), max_length=240, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["news.HomePage"]
    subpage_types = ["news.ArticlePage"]

    class Meta:
        verbose_name = pgettext_lazy("news", "section")
        verbose_name_plural = pgettext_lazy("news", "sections")


class BinPage(BasePage):
    """Where articles lie that were never public and are wanted no more.

    It stands beside the site, not in it: no list, search or address reaches what lies below, and editors have
    no rights there. Made with the first article that is put into it.
    """

    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        verbose_name = _("bin")
        verbose_name_plural = _("bins")


class ArticlePage(BasePage):
    """An article: lead, body, byline; it holds pins ("news.article").

    It is born a draft and goes live through `actions.publish_article` alone.
    """

    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    lead = models.TextField(_("lead"), max_length=600)
    body = BodyField(ArticleBody(), verbose_name=_("text"), blank=True)
    byline = models.CharField(
        _("byline"), max_length=160, blank=True, help_text=_('Shown after "Tin, ảnh:"')
    )
    sources = models.TextField(_("sources of facts"), blank=True)
    shown_at = models.DateTimeField(_("date shown"), null=True, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    answers = models.JSONField(
        _("what its numbers are"), default=list, editable=False, blank=True
    )  # as published; while the text is written they stand in `office.figures`

    content_panels = [
        *BasePage.content_panels,
        *[FieldPanel(name) for name in ("kicker", "lead", "body", "byline", "sources", "shown_at")],
        HelpPanel(template="news/numbers_panel.html", heading=_("numbers in the text")),
    ]
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel("go_live_at"), FieldPanel("expire_at")], heading=_("Ahead of time")
        )
    ]  # neither comments nor privacy
    search_fields = [*BasePage.search_fields, index.SearchField("folded")]
    parent_page_types = ["news.SectionPage"]
    subpage_types: list[str] = []

    is_signed_off = False

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep every way to the public but the publisher's closed. Raises NotSignedOff."""
        fields = kwargs.get("update_fields")
        if not self.is_signed_off and (fields is None or "live" in fields):
            if not self._state.adding:
                self._refuse_another_version()
            elif self.live:
                setattr(self, "live", False)  # noqa: B010 (mypy cannot tell Wagtail's field)
                self.has_unpublished_changes = True
        super().save(*args, **kwargs)

    def _refuse_another_version(self) -> None:
        stored = ArticlePage.objects.filter(pk=self.pk).values_list("live", "live_revision_id")
        was_live, revision_id = stored.get()
        if self.live and (was_live, revision_id) != (True, self.live_revision_id):
            raise NotSignedOff({NON_FIELD_ERRORS: [_("Only the publishing editor publishes.")]})
        if was_live and not self.live:
            raise NotSignedOff(
                {NON_FIELD_ERRORS: [_("A public article is withdrawn, with a reason.")]}
            )

    def is_gone(self) -> bool:
        """Tell whether readers are told that it was withdrawn, and when and why."""
        return not self.live and self.versions.exists()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the article, or with the reason it was withdrawn for (410)."""
        if self.live or getattr(request, "is_preview", False):
            return super().serve(request, *args, **kwargs)
        said = {"page": self, "withdrawn": self.versions.last()}
        return TemplateResponse(request, "news/withdrawn.html", said, status=410)

    def passages(self) -> list[Passage]:
        """Return all words readers read of it, passage by passage, in the order of reading."""
        before, after = (
            [Passage(name, getattr(self, name), label=self.called(name)) for name in names]
            for names in (ABOVE, BELOW)
        )
        return [*before, *self._body_passages(), *after]

    @classmethod
    def called(cls, name: str) -> str:
        """Return what people call one of its fields."""
        return str(cls._meta.get_field(name).verbose_name).capitalize()

    @property
    def given(self) -> SaidNumbers:
        """Return what its numbers were answered to be, as it was published."""
        return read_answers(self.answers)

    def html(self) -> str:
        """Return the stored HTML of its text, one passage after the other."""
        return "\n".join(each.stored for each in self._body_passages() if each.is_html)

    def _body_passages(self) -> list[Passage]:
        return list(passages_of(self.body.get_prep_value()))

    def photos(self) -> list[Any]:
        """Return its photos in the order of reading, but for those whose picture is gone."""
        return [
            photo
            for part in self.body
            if part.block_type == "gallery"
            for photo in part.value
            if photo["image"]
        ]

    def plain_text(self) -> str:
        """Return everything a reader reads, without markup."""
        read = [each.text for each in self._body_passages() if not each.name.endswith(".alt")]
        return "\n".join([self.lead, *read])

    def folded(self) -> str:
        """Return the search key, by which "ke hoach" finds "kế hoạch"; of a draft with its title of now."""
        title = self.title if self.live else self.draft_title or self.title
        return search_key(f"{title} {self.kicker} {self.plain_text()}")


class Findable(models.Model):
    """A public article as readers' search reads it: its words, blind to marks and as they are spelt.

    Both databases index them word by word (see its migration); `place` says the newest first.
    """

    place = models.BigIntegerField(primary_key=True)
    page = models.OneToOneField(ArticlePage, models.CASCADE, related_name="+")
    words = models.TextField()
    spelt = models.TextField()

    class Meta:
        verbose_name = _("words of a public article")
        verbose_name_plural = _("words of public articles")

    def __str__(self) -> str:
        return str(self.page)

    @classmethod
    def of(cls, page: ArticlePage) -> Self:
        """Return what there is to be found of a public article; kept by the receiver of its changes."""
        spelt = " ".join(spelt_words(f"{page.title} {page.kicker} {page.plain_text()}"))
        place = place_of(page.shown_at or page.first_published_at, page.pk)
        return cls(place=place, page=page, words=fold(spelt), spelt=spelt)


class Version(models.Model):
    """What an article put before the public at one moment, whole, or that it was withdrawn; never changed.

    `content` holds its fields as they are stored, each figure with the value cited, and the digests of its
    pictures; `digest` is over all of it and the version before.
    """

    page = models.ForeignKey(ArticlePage, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=VersionKind.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    reason = models.TextField(_("reason"), blank=True)
    is_open_seen = models.BooleanField(_("said to hold nothing secret"), null=True)
    content = models.JSONField(_("content"), default=dict)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.number}"

    @property
    def said(self) -> dict[str, Any]:
        """Return all that its seal is over, but for the version before."""
        return {
            "page": self.page_id,
            "number": self.number,
            "kind": str(self.kind),
            "at": self.at.astimezone(UTC).isoformat(),
            "by": self.by_id,
            "reason": self.reason,
            "content": self.content,
            **({"is_open_seen": True} if self.is_open_seen else {}),
        }


class BinnedArticle(models.Model):
    """An article in the bin, and the section it goes back to."""

    page = models.OneToOneField(ArticlePage, models.CASCADE, related_name="binned")
    section = models.ForeignKey(SectionPage, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("article in the bin")
        verbose_name_plural = _("articles in the bin")

    def __str__(self) -> str:
        return str(self.page)

    @property
    def until(self) -> datetime:
        """Return when it is deleted for good."""
        return self.at + BINNED_FOR


class SignedAhead(models.Model):
    """A publisher's signature under an article that goes out later: what it was given for, and when it is due.

    Its latest revision bears the moment too (`approved_go_live_at`): by that Wagtail lets nobody edit it.
    """

    page = models.OneToOneField(ArticlePage, models.CASCADE, related_name="signed_ahead")
    due_at = models.DateTimeField(_("goes out at"), db_index=True)
    seen = models.CharField(_("digest of what was shown"), max_length=64)
    ticked = models.JSONField(_("what was confirmed"), default=list)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )

    class Meta:
        verbose_name = _("signature ahead of time")
        verbose_name_plural = _("signatures ahead of time")

    def __str__(self) -> str:
        return f"{self.page}: {self.due_at}"
