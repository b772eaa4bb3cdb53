"""What readers and moderators send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit import guard
from nhip.kit.guard.forms import GuardedCharField

from .choices import READY_REASONS, CommentStanding
from .rules import plain_comment

MAX_LENGTH = 2000


class RatingForm(forms.Form):
    """One to five points."""

    points = forms.TypedChoiceField(
        choices=[(points, str(points)) for points in range(1, 6)],
        coerce=int,
        error_messages={
            "required": _("Choose one to five points, then send."),
            "invalid_choice": _("Choose one to five points, then send."),
        },
    )


class CommentForm(forms.Form):
    """A comment: words without markup."""

    text = GuardedCharField(
        label=_("Your comment"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=guard.why,
        error_messages={"required": _("Nothing is written yet. Write your comment, then send.")},
    )
    mark = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Refuse what is empty once its markup is gone."""
        text = plain_comment(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


class ModerationForm(forms.Form):
    """A moderator's decision; hiding needs a reason, which the writer reads."""

    standing = forms.ChoiceField(
        choices=[(s.value, s.label) for s in (CommentStanding.SHOWN, CommentStanding.HIDDEN)]
    )
    ready = forms.ChoiceField(choices=[(said, said) for said in READY_REASONS], required=False)
    reason = GuardedCharField(max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason."""
        sent = self.cleaned_data
        sent["reason"] = sent.get("reason") or sent.get("ready", "")
        if sent.get("standing") == CommentStanding.HIDDEN and not sent.get("reason"):
            self.add_error("reason", _("Write why the comment is hidden: its writer reads it."))
        return sent


class BlockingForm(forms.Form):
    """Why somebody's comments are taken no more, ready or in words."""

    ready = forms.ChoiceField(choices=[(said, said) for said in READY_REASONS], required=False)
    reason = GuardedCharField(max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason."""
        sent = self.cleaned_data
        sent["reason"] = sent.get("reason") or sent.get("ready", "")
        if not sent["reason"] and "reason" not in self.errors:
            said = _("Say why comments are taken no more: the writer reads it.")
            self.add_error("reason", said)
        return sent
