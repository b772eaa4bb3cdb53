from django.conf import settings
from django.db import migrations
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_days
from nhip.office.figures.rules import write
from nhip.work.reviews.rules import is_compared, months_back

HOLDER = "reviews.review"
WORDS = ["label", "definition", "measure", "coverage", "parts", "is_sample"]


def watch(apps, schema_editor):
    """Cite what is frozen without a value, and the year before: what nobody cites, nobody is told of.

    Lines carried over from before they were frozen whole (no `n`) do not know the year before.
    """
    frozen = apps.get_model("reviews", "FrozenFigure").objects.filter(until=None)
    pins = apps.get_model("figures", "Pin").objects
    cited = set(pins.filter(holder=HOLDER).values_list("holder_id", "key", "start_on"))
    for line in frozen.select_related("review__conference__organ").order_by("pk"):
        review = line.review
        if (review.pk, line.key, review.start_on) not in cited:
            _cite(apps, line, review.start_on, review.end_on, line.amount, line.decimals)
        start_on, end_on = months_back(review.start_on, 12), months_back(review.end_on, 12)
        is_told = is_compared(review.start_on, review.end_on) and line.n is not None
        if is_told and (review.pk, line.key, start_on) not in cited:
            amount, decimals = line.before_amount, line.before_decimals
            decimals = line.decimals if amount is None else decimals
            _cite(apps, line, start_on, end_on, amount, decimals, amount_alone=True)


def _cite(apps, line, start_on, end_on, amount, decimals, *, amount_alone=False):
    value = {name: getattr(line, name) for name in WORDS} | {"amount": amount, "decimals": decimals}
    pin = apps.get_model("figures", "Pin").objects.create(
        holder=HOLDER, holder_id=line.review_id, key=line.key,
        unit_id=line.review.conference.organ.unit_id, basis=line.review.basis,
        start_on=start_on, end_on=end_on, window=write_days(start_on, end_on),
        pinned_at=line.since, pinned_by_id=line.by_id, amount_alone=amount_alone, **value,
    )  # fmt: skip
    apps.get_model("figures", "CitedValue").objects.create(
        pin=pin, written=write(amount, decimals), since=line.since, by_id=line.by_id, **value
    )
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Found when all figures were computed again.")
    apps.get_model("figures", "Note").objects.create(
        keys=[], start_on=start_on, end_on=end_on, words=words, at=timezone.now(), pin=pin
    )


class Migration(migrations.Migration):
    """Watch all that is frozen of approved reviews."""

    dependencies = [("reviews", "0008_protect_texts"), ("figures", "0015_words_of_a_release")]

    operations = [migrations.RunPython(watch, migrations.RunPython.noop)]
