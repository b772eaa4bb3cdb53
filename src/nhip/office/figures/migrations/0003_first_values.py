from django.db import migrations

from nhip.office.figures.rules import write

TOLD = ["decimals", "label", "definition", "measure", "coverage", "parts", "is_sample"]


def keep_values(apps, schema_editor):
    """Make of each pin and its accepted changes the values it cited; what was told of earlier ones is not known."""
    pins = apps.get_model("figures", "Pin").objects.prefetch_related("decisions").order_by("pk")
    entries = apps.get_model("journal", "Entry").objects.filter(verb="figure.pinned")
    begun = {about: (at, by) for about, at, by in entries.values_list("about_id", "at", "by_id")}
    values = []
    for pin in pins.iterator(chunk_size=1000):
        accepted = [each for each in pin.decisions.all() if each.verdict == "accepted"]
        accepted.sort(key=lambda each: (each.decided_at, each.pk))
        first = accepted[0] if accepted else None
        since, by = begun.get(str(pin.pk), (pin.pinned_at, pin.pinned_by_id))
        steps = [(first.old_amount if first else pin.amount, min(since, pin.pinned_at), by, None)]
        steps += [(each.new_amount, each.decided_at, each.decided_by_id, each) for each in accepted]
        ends = [step[1] for step in steps[1:]] + [None]
        for (amount, start, who, decision), until in zip(steps, ends, strict=True):
            values.append(
                apps.get_model("figures", "CitedValue")(
                    pin=pin,
                    amount=amount,
                    written=write(amount, pin.decimals, pin.format),
                    since=start,
                    until=until,
                    by_id=who or pin.pinned_by_id,
                    decision=decision,
                    **{name: getattr(pin, name) for name in TOLD},
                )
            )
    apps.get_model("figures", "CitedValue").objects.bulk_create(values, batch_size=500)


class Migration(migrations.Migration):
    """Begin the history of what texts cite with what is known of it."""

    dependencies = [("figures", "0002_citations_last"), ("journal", "0002_refuse_changes")]

    operations = [migrations.RunPython(keep_values, migrations.RunPython.noop)]
