"""What reports say is put as they say it, packed: made from the revisions that count."""

from hashlib import sha256

from django.db import migrations

from nhip.organisation.journal.rules import canonical
from nhip.work.indicators.packing import pack

AT_ONCE = 500  # reports at a time: each revision holds a whole one
TOP = 1  # what the unit on top reports by goes outside, and makes no total


def put_statements(apps, schema_editor):
    """Write what counts of every report, in the order it came in."""
    Report = apps.get_model("reports", "Report")
    Regime = apps.get_model("duties", "Regime")
    outward = [pk for pk, levels in Regime.objects.values_list("pk", "levels") if levels == [TOP]]
    reports = Report.objects.filter(revisions__isnull=False)
    reports = reports.exclude(obligation__regime__in=outward).distinct().order_by("pk")
    facts = list(reports.values_list("pk", "unit", "obligation__period", "form"))
    forms = {form: places_of(apps, form) for form in {form for *_facts, form in facts}}
    for start in range(0, len(facts), AT_ONCE):
        some = {pk: rest for pk, *rest in facts[start : start + AT_ONCE]}
        put_some(apps, some, forms)
    Slice = apps.get_model("indicators", "Slice")
    periods = {period for _pk, _unit, period, _form in facts}
    Slice.objects.bulk_create(Slice(period_id=pk, shape="") for pk in sorted(periods))


def put_some(apps, reports, forms):
    """Write what counts of some reports."""
    Statement = apps.get_model("indicators", "Statement")
    counting = counted(apps, reports)
    found = []
    revisions = apps.get_model("reports", "Revision").objects.filter(pk__in=counting)
    for revision in revisions.order_by("pk"):
        unit, period, form = reports[revision.report_id]
        figures, places = said(apps, revision.content, forms[form])
        submitted, accepted_at = counting[revision.pk]
        found.append(
            Statement(
                unit_id=unit,
                period_id=period,
                places=places,
                figures=pack(figures),
                is_submitted=submitted,
                is_accepted=accepted_at is not None,
                source="reports",
                source_id=revision.report_id,
                revision=revision.pk,
                submitted_at=revision.submitted_at,
                accepted_at=accepted_at,
            )
        )
    Statement.objects.bulk_create(found)


def counted(apps, reports):
    """Return which revisions count: as handed in, and since when as accepted."""
    steps = {}
    taken = apps.get_model("reports", "ReviewStep").objects.filter(report__in=reports)
    for step in taken.order_by("pk").values_list("report", "step", "revision", "taken_at"):
        steps.setdefault(step[0], []).append(step[1:])
    found = {}
    for its in steps.values():
        submitted = accepted = None
        for step, revision, at in its:
            if step == "submitted":
                submitted = revision
            elif step == "accepted":
                submitted, accepted = revision, (revision, at)
            elif step == "withdrawn":
                submitted = accepted and accepted[0]
            elif step == "returned":
                accepted = None if accepted and revision == accepted[0] else accepted
                submitted = accepted and accepted[0]
        if submitted:
            found[submitted] = True, None
        if accepted:
            found[accepted[0]] = accepted[0] == submitted, accepted[1]
    return found


def places_of(apps, form):
    """Return what a form asks, in its order: by section and number, the indicator and its item."""
    rows = apps.get_model("forms", "Row").objects.filter(section__form=form)
    rows = rows.exclude(indicator__origin="ratio").order_by("section__number", "number")
    columns = ("section__number", "number", "indicator", "item")
    return {(section, number): (pk, item) for section, number, pk, item in rows.values_list(*columns)}


def said(apps, content, form):
    """Return what a revision's own figures say, in the order of its form, and that order."""
    figures = {
        (row["section"], row["number"]): (row["amount"], row["nil"])
        for row in content["figures"]
        if "from" not in row
    }
    Places = apps.get_model("indicators", "Places")
    row = [list(place) for place in form.values()]
    places, _made = Places.objects.get_or_create(
        digest=sha256(canonical(row).encode()).hexdigest(), defaults={"row": row}
    )
    return [figures.get(place) for place in form], places


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0017_who_typed"),
        ("indicators", "0004_packed_statements"),
        ("duties", "0012_requests_for_more_time"),
        ("forms", "0003_one_off_forms"),
    ]
    run_before = [("indicators", "0005_values_leave")]

    operations = [migrations.RunPython(put_statements, migrations.RunPython.noop, elidable=False)]
