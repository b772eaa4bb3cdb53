"""A day is typed as offices write it in every form there is: one field, one widget, one reader."""

import importlib
import re
from collections.abc import Iterator

from django import forms

from nhip.hall.command.catalogues import PACKAGE
from nhip.kit.text.forms import DayField, DayInput, HourField, MomentField, MomentInput

OTHERS = re.compile(
    r"AdminDate|AdminTime|forms\.(?:Date|Time|SplitDateTime)|type=\"(?:date|time|month|week)"
)
HOME = PACKAGE / "kit/text/forms.py"


def every_form() -> Iterator[type[forms.BaseForm]]:
    """Return every form of every room."""
    for file in sorted([*PACKAGE.glob("**/forms.py"), *PACKAGE.glob("**/forms/*.py")]):
        if "/tests/" not in str(file):
            name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
            module = importlib.import_module(name.removesuffix(".__init__"))
            for found in vars(module).values():
                if isinstance(found, type) and issubclass(found, forms.BaseForm):
                    yield found


def test_every_day_of_every_form_is_typed_alike():
    wrong, days = set(), 0
    for form in every_form():
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, (forms.DateField, forms.DateTimeField, forms.TimeField)):
                days += 1
                if not isinstance(field, (DayField, MomentField)) or not isinstance(
                    field.widget, (DayInput, MomentInput, forms.HiddenInput)
                ):
                    wrong.add(f"{form.__module__}.{form.__name__}.{name}")
    assert not wrong
    assert days > 40
    assert not issubclass(HourField, forms.TimeField), "an hour is read by its own words"


def test_no_other_field_of_days_is_named_anywhere():
    sources = [file for kind in ("py", "html", "js") for file in PACKAGE.glob(f"**/*.{kind}")]
    sources = [file for file in sources if "/tests/" not in str(file) and file != HOME]
    assert not [file for file in sources if OTHERS.search(file.read_text())]
