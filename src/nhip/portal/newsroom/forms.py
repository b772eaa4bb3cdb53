"""What the newsroom asks for."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.kit.clean.reading import TooTangled, read_html
from nhip.kit.clean.word import NotAWordFile, read_docx
from nhip.kit.guard.filing import KINDS, NotKept, clean_name, examine
from nhip.kit.guard.forms import GuardedCharField
from nhip.organisation.accounts.models import User
from nhip.organisation.people.templatetags.people import post
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.queries import places_in

from .actions import ReadDocument
from .choices import ArticleState
from .queries import AskedArticles, sections, writers

MEGABYTES = 25


class WriterField(forms.ModelChoiceField[User]):
    """People are shown by their post."""

    def label_from_instance(self, obj: User) -> str:
        return post(obj)


class BoardForm(forms.Form):
    """Which articles somebody wants to see."""

    q = forms.CharField(label=pgettext_lazy("search", "Words"), required=False, max_length=200)
    muc = forms.ModelChoiceField(
        sections(),
        to_field_name="id",  # `pk` lets numbers pass that SQLite cannot hold
        label=pgettext_lazy("news", "Section"),
        required=False,
        empty_label=_("all"),
    )
    nguoi = WriterField(
        writers(), to_field_name="id", label=_("Writer"), required=False, empty_label=_("everybody")
    )
    viec = forms.CharField(required=False, widget=forms.HiddenInput)

    def asked(self, number: str | None) -> AskedArticles:
        """Return what is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        said = self.cleaned_data
        state = said.get("viec", "")
        return AskedArticles(
            state=state if state in ArticleState.values else "",
            is_mine=state == "cho-toi",
            section=said.get("muc"),
            writer=said.get("nguoi"),
            words=said.get("q", ""),
            number=number,
        )


class WordFileForm(forms.Form):
    """A Word file that becomes a draft, and in which section."""

    file = forms.FileField(
        label=_("Word file"),
        max_length=200,
        help_text=_("A .docx up to 25 MB; its photos come with their captions."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    section = forms.ModelChoiceField(
        sections(), to_field_name="id", label=pgettext_lazy("news", "Section"), empty_label=None
    )

    def clean_file(self) -> ReadDocument:
        """Return what the file says; what is no whole Word file, or bears a mark, is refused."""
        file = self.cleaned_data["file"]
        name = clean_name(file.name)
        try:
            examine(name, file, kinds={"docx": KINDS["docx"]}, megabytes=MEGABYTES)
            word = read_docx(file)
            text = read_html(word.html, pictures=word.pictures)
        except NotKept as refusal:
            raise ValidationError(str(refusal)) from refusal
        except TooTangled as refusal:
            words = _("The text is too long for one article. Split the file.")
            raise ValidationError(words) from refusal
        except NotAWordFile as refusal:
            words = _("The file cannot be read. Open it in Word and save it once more as .docx.")
            raise ValidationError(words) from refusal
        return ReadDocument(name.rpartition(".")[0], text, word.pictures)


class ArticleReturnForm(forms.Form):
    """Why an article goes back, and beside which passage that is said."""

    reason = GuardedCharField(
        label=_("What is to be changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.ChoiceField(
        label=_("Beside which passage"),
        required=False,
        help_text=_("There it stands in the editor too."),
    )

    def __init__(self, *args: Any, draft: ArticlePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast(forms.ChoiceField, self.fields["place"])
        place.choices = [("", _("the whole article")), *places_in(draft).items()]


class NewsStepForm(forms.Form):
    """What a step is called, how long it may take, whether it is in use."""

    name = GuardedCharField(label=_("Name"), max_length=80)
    hours = forms.IntegerField(
        label=_("Hours it may take"), min_value=1, max_value=24 * 60, help_text=_("24 is a day")
    )
    is_used = forms.BooleanField(label=_("Articles pass this step"), required=False)
