from itertools import groupby

from django.db import migrations
from django.db.models import OuterRef, Subquery

AT_ONCE = 1000


def moments(steps):
    """Yield (since, how far the answer had come, first handed in at) after each step that changed it."""
    status = before = None
    handed_in = []
    for step, taken_at in steps:
        if step in ("seen", "asked"):
            continue
        if step == "withdrawn":  # as if it had not been handed in
            del handed_in[-1:]
            status = before
        elif step == "submitted":
            handed_in.append(taken_at)
            before, status = status or "draft", "submitted"
        else:
            status = "draft" if step == "reopened" else step
        yield taken_at, status or "draft", handed_in[0] if handed_in else None


def fill(apps, schema_editor):
    """Let obligations keep how far their reports have come, and how far they had at each earlier moment."""
    models = {name: apps.get_model("reports", name) for name in ("Report", "ReviewStep")}
    obligations, answers = apps.get_model("duties", "Obligation"), apps.get_model("duties", "Answer")
    begun = models["Report"].objects.filter(obligation=OuterRef("pk"))
    obligations.objects.filter(pk__in=models["Report"].objects.values("obligation")).update(
        answer=Subquery(begun.values("status")[:1]),
        answered_at=Subquery(begun.values("submitted_at")[:1]),
    )
    taken = models["ReviewStep"].objects.order_by("report__obligation", "pk")
    rows = taken.values_list("report__obligation", "step", "taken_at").iterator(AT_ONCE)
    made = []
    for obligation_id, steps in groupby(rows, key=lambda row: row[0]):
        for since, status, handed_in_at in moments(row[1:] for row in steps):
            made.append(
                answers(
                    obligation_id=obligation_id, since=since, status=status, handed_in_at=handed_in_at
                )
            )
        if len(made) >= AT_ONCE:
            answers.objects.bulk_create(made)
            made = []
    answers.objects.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0011_forms_and_duties_leave"),
        ("duties", "0003_answers_of_obligations"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
