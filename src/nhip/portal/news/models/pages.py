"""The public pages: home, sections, articles."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable
from wagtail.search import index

from nhip.kit.text.rules import search_key
from nhip.office.figures.models import Pin
from nhip.office.figures.rules.prose import Passage, SaidNumbers
from nhip.portal.files.models import StoredFile
from nhip.portal.shelves.models import Shelf
from nhip.portal.site.models import BasePage

from ..blocks import ArticleBody, BodyField
from ..choices import CREDITED, FilingRole
from ..rules import Credit, byline_words, passages_of, read_answers

HOLDER = "news.article"
ABOVE = ["kicker", "title", "lead"]
BELOW = ["byline", "sources", "correction", "seo_title", "search_description"]
"""The fields of words around the body, in the order of reading; last what is read of it elsewhere."""


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
    show_in_menus_default = True

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


class NamesComparison(FieldComparison):
    """Who or what an article was filed under as one thing, and is."""

    def __init__(self, role: FilingRole, before: "ArticlePage", after: "ArticlePage") -> None:
        self.role = role
        self.val_a, self.val_b = (
            ", ".join(each.name for each in page.filings.all() if each.role == role)
            for page in (before, after)
        )

    def field_label(self) -> str:
        return str(self.role.label)


class NamesPanel(FieldPanel):
    """Asks for names; two drafts are compared by them."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            return [partial(NamesComparison, FilingRole(self.panel.field_name))]


class CorrectionPanel(FieldPanel):
    """Asks what is corrected, of an article that was public alone."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.first_published_at)


class ArticlePage(BasePage):
    """An article: lead, body, byline; it holds pins ("news.article").

    It is born a draft and goes live through `actions.publish_article` alone.
    """

    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    lead = models.TextField(_("lead"), max_length=600)
    body = BodyField(ArticleBody(), verbose_name=_("text"), blank=True)
    byline = models.CharField(
        _("byline"),
        max_length=160,
        blank=True,
        help_text=_('Shown after "Tin, ảnh:", or after the authors where some are named'),
    )
    sources = models.TextField(_("sources of facts"), blank=True)
    shown_at = models.DateTimeField(_("date shown"), null=True, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    correction = models.TextField(
        _("what is corrected"),
        max_length=600,
        blank=True,
        help_text=_(
            "Told to readers with the date of publishing, and kept. Empty where nothing was wrong."
        ),
    )
    also_in = ParentalManyToManyField(
        SectionPage, verbose_name=_("also shown in"), blank=True, related_name="+"
    )
    answers = models.JSONField(
        _("what its numbers are"), default=list, editable=False, blank=True
    )  # as published; while the text is written they stand in `office.figures`

    content_panels = [
        *BasePage.content_panels,
        *[FieldPanel(name) for name in ("kicker", "lead", "body")],
        MultiFieldPanel(
            [*(NamesPanel(role) for role in CREDITED), FieldPanel("byline")],
            heading=_("Who stands under it"),
        ),
        *[FieldPanel(name) for name in ("sources", "shown_at")],
        CorrectionPanel("correction"),
        HelpPanel(template="news/numbers_panel.html", heading=_("Its numbers")),
        MultiFieldPanel(
            [
                NamesPanel(FilingRole.TOPIC),
                NamesPanel(FilingRole.TAG),
                FieldPanel("also_in", widget=forms.CheckboxSelectMultiple),
                MultipleChooserPanel(
                    "chosen",
                    chooser_field_name="article",
                    label=_("related article"),
                    heading=_("Related articles"),
                    help_text=_("What is missing to four is filled by topics and tags."),
                ),
            ],
            heading=_("Where it is found"),
        ),
    ]
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel("go_live_at"), FieldPanel("expire_at")], heading=_("Ahead of time")
        ),
        CommentPanel(),
    ]  # no privacy
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

    @property
    def credits(self) -> list[Credit]:
        """Return who stands under it by name."""
        return [each.credit for each in self.filings.all() if each.is_credit]

    def signature(self) -> str:
        """Return all that stands under it."""
        return " - ".join(filter(None, [byline_words(self.credits), self.byline]))

    def placed_photos(self) -> list[tuple[Any, Any]]:
        """Return its photos in the order of reading, each with its block; not those whose picture is gone."""
        return [
            (part, photo)
            for part in self.body
            if part.block_type == "gallery"
            for photo in part.value
            if photo["image"]
        ]

    def photos(self) -> list[Any]:
        """Return its photos in the order of reading, but for those whose picture is gone."""
        return [photo for _part, photo in self.placed_photos()]

    def pictures(self) -> list[Any]:
        """Return all pictures it shows: those of its photos, and those before a video plays."""
        played = [part.value["poster"] for part in self.body if part.block_type == "played"]
        return [photo["image"] for photo in self.photos()] + [each for each in played if each]

    def placed_files(self) -> list[tuple[Any, StoredFile | None]]:
        """Return the files it shows in the order of reading, each with its block; None for one that is gone."""
        return [
            (part, part.value[name])
            for part in self.body
            if part.block_type in ("attachment", "played")
            for name in ("file", "captions")
            if name == "file" or part.value.get(name)
        ]

    def files(self) -> list[StoredFile | None]:
        """Return the files it shows in the order of reading; None for one that is gone."""
        return [file for _part, file in self.placed_files()]

    def plain_text(self) -> str:
        """Return everything a reader reads, without markup."""
        return f"{self.lead}\n{self.body_text()}"

    def body_text(self) -> str:
        """Return what a reader reads below the lead: words, captions, what a video is called."""
        read = (each for each in self._body_passages() if not each.name.endswith(".alt"))
        return "\n".join(each.text for each in read)

    def folded(self) -> str:
        """Return the search key, by which "ke hoach" finds "kế hoạch"; of a draft with its title of now."""
        title = self.title if self.live else self.draft_title or self.title
        return search_key(f"{title} {self.kicker} {self.plain_text()}")


class Filing(Orderable):
    """An author, a topic or a tag of an article, by the name it was written with.

    A name nobody has made yet stands alone until the article goes out.
    """

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="filings")
    role = models.CharField(_("role"), max_length=10, choices=FilingRole.choices)
    name = models.CharField(_("name"), max_length=120)
    shelf = models.ForeignKey(Shelf, models.PROTECT, null=True, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("filing of an article")
        verbose_name_plural = _("filings of articles")

    def __str__(self) -> str:
        return self.name

    @property
    def is_credit(self) -> bool:
        """Tell whether it names somebody who stands under the article."""
        return self.role in CREDITED

    @property
    def credit(self) -> Credit:
        """Return whom it names, as plain values."""
        return Credit(self.role, self.name, self.shelf_id)


class ChosenArticle(Orderable):
    """An article its editors name as related to another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="chosen")
    article = models.ForeignKey(
        ArticlePage, models.CASCADE, related_name="+", verbose_name=_("article")
    )

    panels = [PageChooserPanel("article", "news.ArticlePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")

    def __str__(self) -> str:
        return str(self.article)
