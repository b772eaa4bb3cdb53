"""What the chooser of figures sends, what a number is, and what signing and withdrawing ask."""

import json
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from nhip.kit.clean.pieces import CleanText
from nhip.kit.clean.reading import read_html
from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField, MomentField
from nhip.kit.text.rules import plain_address
from nhip.office.figures.actions import NewAnswer
from nhip.office.figures.choices import Basis, Format, NumberKind
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.models import User
from nhip.portal.site.forms import GuardedPageForm
from nhip.portal.site.models import free_address

from .choices import FilingRole, PastePlace
from .models import ArticlePage, SectionPage
from .queries import filings, typed_as
from .rules import goes_out_at, is_untitled_address, typed_names, untitled
from .rules.pieces import body_of, words_alone


class NamesInput(forms.TextInput):
    """Takes several names, and offers those there are while one is typed."""

    def __init__(self, kind: str) -> None:
        super().__init__({"data-controller": "w-tag", "data-w-tag-delay-value": "200"})
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Say where names are asked for."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-w-tag-url-value": f"{reverse('shelves:names')}?loai={self.kind}",
            "data-w-tag-options-value": json.dumps(
                {"allowSpaces": True, "autocompleteOnly": False}
            ),
        }
        return context


class NamesField(GuardedCharField):
    """Several names with commas between: authors, topics or tags."""

    def __init__(self, role: FilingRole, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=600,
            widget=NamesInput(role.kind),
        )

    def clean(self, value: Any) -> list[str]:
        """Return the names, each once."""
        names = typed_names(super().clean(value))
        if long := next((name for name in names if len(name) > MAX_NAME), ""):
            raise forms.ValidationError(_("“%(name)s” is too long for a name.") % {"name": long})
        return names


MAX_NAME = 120
ADDED = {"chosen-TOTAL_FORMS": "0", "chosen-INITIAL_FORMS": "0"}
"""What a form that does not speak of related articles says of them: nothing changes."""


class ArticleForm(GuardedPageForm):
    """What an article's form is made from: its moments are typed as offices write them.

    What a form sent by a programme does not speak of, authors, topics, sections and the like, stays.
    """

    news = NamesField(
        FilingRole.NEWS,
        pgettext_lazy("byline", "News"),
        _("Names with commas between. Who is new is made an author when the article is published."),
    )
    photos = NamesField(FilingRole.PHOTOS, pgettext_lazy("byline", "Photos"))
    video = NamesField(FilingRole.VIDEO, pgettext_lazy("byline", "Video"))
    topic = NamesField(FilingRole.TOPIC, _("Topics"), _("Events that go on, each with its page."))
    tag = NamesField(FilingRole.TAG, pgettext_lazy("news", "Tags"))

    shown_at = MomentField(
        label=_("Date shown"),
        required=False,
        help_text=_("Like 28/7/2022 16:00. Before this date the article does not go out."),
    )
    go_live_at = MomentField(
        label=_("Goes out at"),
        required=False,
        help_text=_("Empty: as soon as it is signed. The publishing editor signs it before."),
    )
    expire_at = MomentField(
        label=_("Withdrawn at"),
        required=False,
        help_text=_("Empty: never. Its address says then that its time is over."),
    )

    def __init__(self, data: Any = None, *args: Any, **named: Any) -> None:
        if data is not None:
            missing = {name: value for name, value in ADDED.items() if name not in data}
            data = data.copy()
            data.update(missing)
        super().__init__(data, *args, **named)
        self.fields["title"].required = False  # a draft that saves itself has none at first
        if self.initial.get("title") == untitled():
            self.initial["title"] = ""
        if not self.instance.body:
            self.initial["body"] = StreamValue(
                ArticlePage.body.field.stream_block, [("paragraph", RichText(""))]
            )  # where one begins to write; left empty, nothing is kept of it
        for role in FilingRole:
            self.initial[role] = ", ".join(typed_as(self.instance, role))
        if "also_in" in self.fields:
            also_in = cast("forms.ModelMultipleChoiceField[SectionPage]", self.fields["also_in"])
            also_in.queryset = SectionPage.objects.live().exclude(pk=self.parent_page.pk)

    def clean_title(self) -> str:
        """Call a draft something until it has a title; it cannot go out so."""
        return super().clean_title() or untitled()

    def clean_slug(self) -> str:
        """Make the address anew of the title where nobody typed one and readers have not had it."""
        slug = self.cleaned_data["slug"]
        if is_untitled_address(slug) or self._was_made(slug):
            self.cleaned_data["slug"] = ""
        return super().clean_slug()

    def _was_made(self, slug: str) -> bool:
        """Tell whether an address that was never public is the one a title the draft has had would get."""
        page = self.instance
        if not page.pk or page.first_published_at:
            return False
        titles = {page.title, *page.revisions.values_list("content__title", flat=True)}
        stems = {plain_address(str(title)) for title in titles}
        return any(
            slug == free_address(stem, self.parent_page, page)
            for stem in stems
            if slug.startswith(stem)
        )

    def clean_also_in(self) -> Any:
        """Leave the other sections as they are where nothing is said of them."""
        said = self.cleaned_data["also_in"]
        return said if "also_in" in self.data else self.instance.also_in.all()

    def save(self, commit: bool = True) -> ArticlePage:
        """File the article under what was typed."""
        said = {
            role: self.cleaned_data.get(role, [])
            if role in self.data
            else typed_as(self.instance, role)
            for role in FilingRole
        }
        self.instance.filings = filings(said)
        page: ArticlePage = super().save(commit)
        return page

    def __init_subclass__(cls, **named: Any) -> None:
        """Say of each form Wagtail makes of this one that no window opens for these moments."""
        super().__init_subclass__(**named)
        cls.show_schedule_publishing_toggle = False

    def clean(self) -> dict[str, Any]:
        """Let an article wait for the date it bears."""
        said: dict[str, Any] = super().clean()
        asked = goes_out_at(said.get("shown_at"), said.get("go_live_at"), at=timezone.now())
        if asked and "go_live_at" in said:
            said["go_live_at"] = asked
        return said


class WithdrawalForm(forms.Form):
    """Why an article is withdrawn, in words for its readers."""

    reason = GuardedCharField(
        label=_("Why the article is withdrawn"),
        help_text=_("Readers who open its address are told this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FigureForm(forms.Form):
    """A figure, the way it is written, and the value (scaled) that was seen."""

    key = forms.CharField(max_length=64)
    unit_id = forms.IntegerField()
    start_on = DayField(widget=forms.HiddenInput)
    end_on = DayField(widget=forms.HiddenInput)
    basis = forms.ChoiceField(choices=Basis.choices)
    format = forms.ChoiceField(choices=Format.choices)
    seen = forms.IntegerField(required=False)

    def reference(self) -> Reference:
        """Return the figure that was chosen."""
        names = ("key", "unit_id", "start_on", "end_on", "basis")
        return Reference(**{name: self.cleaned_data[name] for name in names})


class SigningForm(forms.Form):
    """What the publisher saw, and says before it goes out: see `queries.check_signature`."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    is_open_seen = forms.BooleanField(label=_("Nothing in it is secret"), required=False)
    is_partial_seen = forms.BooleanField(
        label=_("I have seen that units are missing from these figures"), required=False
    )


class AnswerForm(forms.Form):
    """What one number of the text is said to be; `ref` and the like come with a figure alone."""

    passage = forms.CharField(max_length=80)
    around = forms.CharField(max_length=255)
    nth = forms.IntegerField(min_value=0, max_value=9999)
    words = forms.CharField(max_length=120)
    kind = forms.ChoiceField(choices=NumberKind.choices)
    source = GuardedCharField(max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a source where one is promised, and for a whole figure."""
        said = super().clean() or self.cleaned_data
        kind = said.get("kind")
        if kind == NumberKind.SOURCED and not said.get("source"):
            self.add_error("source", _("Say in a few words where the number comes from."))
        self.figure = FigureForm(self.data, prefix=self.prefix)
        if kind == NumberKind.FIGURE and not self.figure.is_valid():
            self.add_error(None, _("This figure could not be read. Choose it again."))
        return said

    def answer(self) -> NewAnswer:
        """Return what was said."""
        said = dict(self.cleaned_data)
        kind = said.pop("kind")
        said["source"] = said["source"] if kind == NumberKind.SOURCED else ""
        if kind != NumberKind.FIGURE:
            return NewAnswer(**said)
        figure = {name: self.figure.cleaned_data[name] for name in ("format", "seen")}
        return NewAnswer(**said, ref=self.figure.reference(), **figure)


class PasteForm(forms.Form):
    """What a browser hands over when something is pasted, and into what."""

    html = forms.CharField(required=False, strip=False)
    text = forms.CharField(required=False, strip=False)
    place = forms.ChoiceField(choices=PastePlace.choices)

    def read(self, *, converts: bool = True) -> CleanText:
        """Return what was pasted, as pieces. Raises TooTangled."""
        said = self.cleaned_data
        lines = "".join(f"<p>{escape(line)}</p>" for line in said["text"].splitlines())
        return read_html(said["html"] or lines, converts=converts)

    def put(self, text: CleanText) -> dict[str, Any]:
        """Return what stands in the editor then: words at the cursor, and blocks that follow."""
        place, body = self.cleaned_data["place"], ArticlePage._meta.get_field("body").stream_block
        kept = body_of(text.pieces)
        if place != PastePlace.BODY:
            has_lists = place != PastePlace.CELL
            kept = [("paragraph", words_alone(text.pieces, has_lists=has_lists))]
        parts = body.get_form_state(
            body.to_python([{"type": kind, "value": value} for kind, value in kept])
        )
        for part in parts:
            part["id"] = str(uuid4())
        is_begun = bool(parts) and parts[0]["type"] == "paragraph"
        return {"words": parts.pop(0)["value"] if is_begun else "", "parts": parts}


def typed(page: ArticlePage, data: Any, user: User) -> ArticlePage | None:
    """Return an article as the editor's form has it at this moment, unsaved; None where it cannot be read."""
    draft = page.get_latest_revision_as_object()
    form_class = draft.get_edit_handler().get_form_class()
    form = form_class(data, instance=draft, parent_page=draft.get_parent(), for_user=user)
    form.defer_required_fields()
    try:
        is_whole = form.is_valid()
    except MultiValueDictKeyError:  # sent before the page had all its fields
        return None
    if not is_whole:
        return None
    return form.save(commit=False)
