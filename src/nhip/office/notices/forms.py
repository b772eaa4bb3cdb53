"""Trying whether mail goes out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.units.forms.organs import Deed

from .actions import post_test
from .models import Letter


class TestLetterForm(Deed):
    """Where the test goes."""

    to = forms.EmailField(label=_("Send a test to"), max_length=254)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Letter:
        return post_test(given["to"], by=by, at=at)
