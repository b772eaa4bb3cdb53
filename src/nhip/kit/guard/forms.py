"""The form's door: a mark is refused at the field, and what was typed stays."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .rules import Mark, find_mark, strings

IN_TEXT = _(
    "Line {line} carries the mark {level}. This machine is connected to a network, so classified"
    " content may not be put here. Use the off-network way for it."
)
IN_FILE = _(
    "The file carries the mark {level}. This machine is connected to a network, so classified"
    " content may not be put here. Use the off-network way for it."
)


class MarkedText(ValidationError):
    """A text carries a classification mark and may not be kept here."""

    def __init__(self, mark: Mark, message: Any = IN_TEXT) -> None:
        super().__init__(format_lazy(message, line=mark.line, level=mark.level), code="marked")


def refuse_marked(value: object) -> None:
    """Raise MarkedText if a text, or any text inside a value, carries a mark."""
    for text in strings(value):
        if mark := find_mark(text):
            raise MarkedText(mark)


class GuardedCharField(forms.CharField):
    """A text field that takes no marked text."""

    default_validators = [refuse_marked]

    def to_python(self, value: Any) -> Any:
        """Let what is asked on one line stand on one line, wherever it was copied from."""
        said = super().to_python(value)
        if isinstance(said, str) and not isinstance(self.widget, forms.Textarea):
            refuse_marked(said)  # a mark stands alone on a line, so before there is but one
            return " ".join(said.splitlines())
        return said


class GuardedForm(forms.BaseForm):
    """Mixed into a form, guards every field of it: `class ArticleForm(GuardedForm, …)`."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            try:
                refuse_marked(value)
            except MarkedText as refusal:
                self.add_error(name, refusal)
        return cleaned
