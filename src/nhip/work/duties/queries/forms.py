"""What forms ask of duties: what publishing a version would do, and who asks one."""

from __future__ import annotations

from datetime import date

from nhip.work.forms.models import Form
from nhip.work.forms.registry import Publishing

from ..models import Obligation, Obligations, Regime


class RegimesAsk:
    """Tells `work/forms` which regimes ask a form, and what is owed on it."""

    def publishing(self, form: Form, on: date) -> Publishing:
        """Return what publishing a draft would do on a day."""
        regimes = Regime.objects.filter(form__code=form.code).order_by("name")
        moved = not_begun(form, on).owed().count()
        still = Obligation.objects.owed().open().filter(regime__in=regimes).count()
        return Publishing([regime.name for regime in regimes], moved, still - moved)

    def asks(self, form: Form) -> bool:
        """Tell whether a regime asks this very version."""
        return Regime.objects.filter(form=form).exists()


def not_begun(form: Form, on: date) -> Obligations:
    """Return the obligations a new version moves to itself: of a later period, and opened by nobody."""
    asked = Obligation.objects.filter(regime__form__code=form.code)
    return asked.filter(answer=None, period__start_on__gt=on)
