"""What each step asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedForm
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.units.choices import Layout
from nhip.organisation.units.models import Organ, Unit
from nhip.portal.site.forms import LogoField

from .actions import Body
from .queries import LevelBelow
from .starter import Holiday, Package, starter

OWN = "own"
MOST_LEVELS, LONGEST_LEVEL = 12, 60


class AccountForm(GuardedForm, forms.Form):
    """The first administrator."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=User._meta.get_field("username").validators,
        help_text=_("Letters, digits and @ . + - _ only: one signs in with it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 8 letters; a sentence only you know is easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Write it as it will be read when signing in; one of a person there already is refused."""
        username: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"])
        return username

    def clean_password(self) -> str:
        """Ask the validators, at the field."""
        password: str = self.cleaned_data["password"]
        said = self.cleaned_data
        validate_password(password, User(username=said.get("username", "")))
        return password

    def clean_again(self) -> str:
        """Refuse a slip of the hand."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))
        return again


class BodyForm(GuardedForm, forms.Form):
    """The organisation as it calls itself."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("In full, as it stands on the signboard and on the public page."),
    )
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("Where there is little room: in the menu of staff."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        validators=[RegexValidator(r"^\S+$", _("A code holds no spaces."))],
        help_text=_(
            "Short, such as SKHĐT: it names the organisation in lists, and in numbers of papers."
        ),
    )
    since = DayField(
        label=_("Kept from"),
        help_text=_(
            "Day/month/year. No unit of the list can stand earlier; a day long past does no harm."
        ),
    )
    organ = forms.CharField(
        label=_("Issuing organ"),
        max_length=200,
        help_text=_("As it stands at the head of papers; it also receives the reports."),
    )
    layout = forms.ChoiceField(
        label=_("Its papers are"),
        choices=[(each.value, capfirst(each.label)) for each in (Layout.STATE, Layout.MILITARY)],
    )
    committee = forms.CharField(
        label=capfirst(_("Party committee")),
        max_length=200,
        required=False,
        help_text=_("Where it issues papers here: they follow the Party's rules."),
    )
    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "PNG, JPEG or WebP, at most 2 MB. We keep a copy of its pixels, at most 512 wide or high."
        ),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_since(self) -> date:
        """Refuse a day to come: until then nothing would stand."""
        since: date = self.cleaned_data["since"]
        if since > self.on:
            raise ValidationError(_("This day is still to come. Write today's or an earlier one."))
        return since

    def body(self) -> Body:
        """Return what was said."""
        return Body(**self.cleaned_data)


class LevelsForm(GuardedForm, forms.Form):
    """What the levels are called: a usual set, or one's own."""

    ladder = forms.ChoiceField(
        label=_("Usual names"),
        choices=[(each.code, each.name) for each in starter().ladders]
        + [(OWN, _("Our own names"))],
        widget=forms.RadioSelect,
    )
    own = forms.CharField(
        label=_("Our own names"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One level a line, from the top down. Read only if you chose “Our own names”."),
    )

    def clean(self) -> dict[str, Any]:
        """Check one's own names where they are chosen."""
        said = super().clean()
        if said.get("ladder") == OWN and "own" in said:
            lines = [" ".join(line.split()) for line in said["own"].splitlines()]
            names = [line for line in lines if line]
            if not 2 <= len(names) <= MOST_LEVELS:
                self.add_error("own", gettext("Write 2 to 12 levels, each on a line of its own."))
            elif len({name.casefold() for name in names}) < len(names):
                self.add_error("own", gettext("Two levels have the same name."))
            elif too_long := next((name for name in names if len(name) > LONGEST_LEVEL), None):
                words = gettext("“%(name)s…” is longer than 60 letters.")
                self.add_error("own", words % {"name": too_long[:30]})
            said["names"] = names
        elif "own" in self.changed_data and not self._is_usual(said.get("own", "")):
            words = gettext("To use these names, choose “Our own names” above; or empty this box.")
            self.add_error("own", words)
        elif "ladder" in said:
            found = {each.code: each.levels for each in starter().ladders}
            said["names"] = list(found.get(said["ladder"], ()))
        return said

    @staticmethod
    def _is_usual(own: str) -> bool:
        """Tell whether the box says nothing of one's own: it is empty, or holds a usual set."""
        lines = tuple(
            line for line in (" ".join(each.split()) for each in own.splitlines()) if line
        )
        return not lines or lines in {each.levels for each in starter().ladders}


class CalendarForm(forms.Form):
    """How months are cut, and which days are off."""

    first_day = forms.TypedChoiceField(
        label=_("Months"), coerce=int, choices=[(1, "1"), (15, "15")], widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label=_("Days to write down"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, holidays: Sequence[Holiday], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holidays = {str(each.on): each for each in holidays}
        field = self.fields["days"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, each.name) for key, each in self.holidays.items()]

    def chosen(self) -> list[Holiday]:
        """Return the days to write down."""
        return [self.holidays[key] for key in self.cleaned_data["days"]]


class StarterForm(forms.Form):
    """What to switch on."""

    packages = forms.MultipleChoiceField(label=_("Regimes"), required=False)
    levels = forms.TypedMultipleChoiceField(
        label=_("Levels that report"), coerce=int, required=False
    )
    organs = forms.MultipleChoiceField(label=_("Papers"), required=False)

    def __init__(
        self, *args: Any, levels: Sequence[LevelBelow], organs: Sequence[Organ], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.all_packages = {each.code: each for each in starter().packages}
        self.all_organs = {str(each.pk): each for each in organs}
        for name, choices in (
            ("packages", [(key, each.name) for key, each in self.all_packages.items()]),
            ("levels", [(each.number, each.name) for each in levels]),
            ("organs", [(key, each.name) for key, each in self.all_organs.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Say at the field that somebody has to report."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("packages") and not said.get("levels") and "levels" not in self.errors:
            self.add_error("levels", gettext("Choose who reports: at least one level."))
        return said

    def chosen_packages(self) -> list[Package]:
        """Return the regimes to switch on."""
        return [self.all_packages[key] for key in self.cleaned_data["packages"]]

    def chosen_organs(self) -> list[Organ]:
        """Return the organs whose papers are to be numbered."""
        return [self.all_organs[key] for key in self.cleaned_data["organs"]]


def said_of(root: Unit | None, organs: Mapping[str, Organ], on: date) -> dict[str, Any]:
    """Return what the form of the organisation shows when it is opened again."""
    if root is None:
        return {"since": date(on.year - 10, 1, 1), "layout": Layout.STATE}
    main, committee = organs.get("command"), organs.get("committee")
    first = root.spans.earliest("start_on")
    return {
        "name": root.name,
        "code": root.code,
        "since": first.start_on,
        "organ": main.name if main else "",
        "layout": main.layout if main else Layout.STATE,
        "committee": committee.name if committee else "",
    }
