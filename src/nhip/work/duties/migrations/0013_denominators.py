import json
from hashlib import sha256
from struct import pack

from django.db import migrations


def places_of(apps, form_ids):
    """Return the places each form asks figures for, in its order; what is computed is not asked."""
    rows = apps.get_model("forms", "Row").objects.filter(section__form__in=form_ids)
    asked = {}
    for form_id, indicator_id, item in (
        rows.exclude(indicator__origin="ratio")
        .order_by("section__form", "section__number", "number")
        .values_list("section__form", "indicator", "item")
    ):
        asked.setdefault(form_id, []).append([indicator_id, item])
    return asked


def fill(apps, schema_editor):
    """Keep who owes which figures, as sets of units: by regime, period and places."""
    owed = apps.get_model("duties", "Obligation").objects.filter(excused_at=None)
    inward = owed.exclude(regime__levels=[1])
    places, denominator = (
        apps.get_model("indicators", name) for name in ("Places", "Denominator")
    )
    by_form = {}
    for form_id, row in places_of(apps, owed.values("form")).items():
        said = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        digest = sha256(said.encode()).hexdigest()
        by_form[form_id] = places.objects.get_or_create(digest=digest, defaults={"row": row})[0]
    units = {}
    of_asked = inward.filter(form__in=by_form).order_by("unit_id")
    for regime_id, period_id, form_id, unit_id in of_asked.values_list(
        "regime", "period", "form", "unit"
    ).iterator():
        units.setdefault((regime_id, period_id, by_form[form_id].pk), []).append(unit_id)
    denominator.objects.bulk_create(
        (
            denominator(
                source="regime",
                source_id=regime_id,
                period_id=period_id,
                places_id=places_id,
                units=pack(f"<{len(its)}i", *its),
            )
            for (regime_id, period_id, places_id), its in units.items()
        ),
        batch_size=100,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0012_requests_for_more_time"),
        ("forms", "0003_one_off_forms"),
        ("indicators", "0004_packed_statements"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
