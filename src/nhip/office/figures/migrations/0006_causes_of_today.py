import json
from datetime import UTC
from hashlib import sha256

from django.db import migrations


def carry_over(apps, schema_editor):
    """Make of what each changed pin says of its last change a cause, one row an event."""
    causes = apps.get_model("figures", "Cause").objects
    movings = apps.get_model("figures", "Moving").objects
    decisions = apps.get_model("figures", "Decision").objects
    for pin in apps.get_model("figures", "Pin").objects.exclude(changed_at=None).order_by("pk"):
        at = pin.changed_at.astimezone(UTC).isoformat()
        said = json.dumps([pin.cause, pin.cause_link, at, pin.changed_by_id])
        cause, _is_new = causes.get_or_create(
            key=sha256(said.encode()).hexdigest(),
            defaults={
                "words": pin.cause,
                "link": pin.cause_link,
                "at": pin.changed_at,
                "by_id": pin.changed_by_id,
            },
        )
        kept = pin.kept_at and decisions.filter(pin=pin, decided_at=pin.kept_at).last()
        movings.create(pin=pin, cause=cause, decision=kept or None)
        pin.last_cause = cause
        pin.save(update_fields=["last_cause"])


def take_back(apps, schema_editor):
    """Let each pin say again what moved it last."""
    pins = apps.get_model("figures", "Pin").objects.exclude(last_cause=None)
    for pin in pins.select_related("last_cause"):
        pin.cause, pin.cause_link = pin.last_cause.words, pin.last_cause.link
        pin.changed_at, pin.changed_by_id = pin.last_cause.at, pin.last_cause.by_id
        pin.save(update_fields=["cause", "cause_link", "changed_at", "changed_by"])


class Migration(migrations.Migration):
    """Carry over what moved the figures that wait today."""

    dependencies = [("figures", "0005_causes")]

    operations = [migrations.RunPython(carry_over, take_back)]
