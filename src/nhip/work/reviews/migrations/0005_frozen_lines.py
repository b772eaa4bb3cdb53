from datetime import UTC

from django.db import migrations

from nhip.work.reviews.rules import digest_of

FROM_PIN = ["amount", "decimals", "label", "definition", "measure", "coverage", "parts", "is_sample"]
REST = {
    "is_withheld": False, "n": None, "of_n": None, "before_amount": None, "before_decimals": 0,
    "section_number": 0, "section_title": "",
}  # fmt: skip


def freeze(apps, schema_editor):
    """Freeze what was approved before as it is cited; the comparison of then is not known."""
    approved = apps.get_model("reviews", "Review").objects.exclude(approved_at=None)
    asked = apps.get_model("reviews", "ReviewFigure").objects.filter(review__in=approved)
    wanted = set(asked.values_list("review", "key"))
    pins = apps.get_model("figures", "Pin").objects.filter(holder="reviews.review", left_at=None)
    frozen = apps.get_model("reviews", "FrozenFigure")
    rows = []
    for pin in pins.order_by("pk"):
        if (pin.holder_id, pin.key) not in wanted:
            continue
        said = {name: getattr(pin, name) for name in FROM_PIN} | REST
        whose = {"review_id": pin.holder_id, "key": pin.key, "by_id": pin.pinned_by_id}
        sealed = digest_of(whose | said | {"since": pin.pinned_at.astimezone(UTC).isoformat()})
        rows.append(frozen(**whose, **said, since=pin.pinned_at, digest=sealed))
    frozen.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    """Carry over what chiefs approved before lines were frozen."""

    dependencies = [("reviews", "0004_frozen_figures"), ("figures", "0004_protect")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
