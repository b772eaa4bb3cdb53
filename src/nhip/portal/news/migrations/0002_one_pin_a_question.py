import re
from itertools import groupby

from django.db import connection, migrations

QUESTION = ["holder", "holder_id", "key", "unit_id", "start_on", "end_on", "basis"]
STANDING = [
    "amount", "decimals", "label", "definition", "measure", "coverage", "parts", "is_sample", "pinned_at",
    "pinned_by_id", "state", "new_amount", "changed_at", "changed_by_id", "cause", "cause_link", "kept_at",
]  # fmt: skip
TEXTS = [("news_articlepage", "body", "basepage_ptr_id"), ("wagtailcore_revision", "content", "object_id")]
AN_ARTICLE = "news.article"


def one_pin(apps, schema_editor):
    """Make one pin of those by which a text cites one question, and have the text name it."""
    pins = apps.get_model("figures", "Pin").objects.order_by(*QUESTION, "pk")
    for _question, group in groupby(pins, lambda pin: [getattr(pin, name) for name in QUESTION]):
        first, *others = group
        if others:
            _merge(apps, first, others)


def _merge(apps, first, others):
    values = apps.get_model("figures", "CitedValue").objects
    decisions = apps.get_model("figures", "Decision").objects
    latest = max([first, *others], key=lambda pin: (pin.pinned_at, pin.pk))
    for other in others:
        decisions.filter(pin=other).update(pin=first)
        apps.get_model("news", "HomeFigure").objects.filter(pin=other).update(pin=first)
        if other.holder == AN_ARTICLE:
            _name(other, first)
    _chain(values.filter(pin__in=[first, *others]).order_by("since", "pk"), first)
    for behind in [pin for pin in [first, *others] if pin.amount != latest.amount]:
        decisions.create(
            pin=first,
            verdict="accepted",
            old_amount=behind.amount,
            new_amount=latest.amount,
            decided_at=latest.pinned_at,
            decided_by_id=latest.pinned_by_id,
        )
    for name in STANDING:
        setattr(first, name, getattr(latest, name))
    first.save()
    for other in others:
        other.delete()


def _chain(values, pin):
    """Put the values of several pins one behind the other."""
    values = list(values)
    for value, following in zip(values, [*values[1:], None], strict=True):
        value.pin, value.until = pin, None
        if following:
            value.until = following.since
    for value in values:  # what ends before what stands: one stands at a time
        value.save()


def _name(other, first):
    """Have a text and its versions name the first pin where they named the other, in the words of the other."""
    text = re.compile(rf'\bpin=(\\*"){other.pk}\1')
    said = rf"pin=\g<1>{first.pk}\1"
    if other.format != first.format:
        said += rf" format=\g<1>{other.format}\1"
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table, column, key in TEXTS:
            held = other.holder_id if table == "news_articlepage" else str(other.holder_id)
            cursor.execute(f"SELECT {key}, CAST({column} AS text) FROM {table} WHERE {key} = %s", [held])
            value = "CAST(%s AS jsonb)" if is_postgresql else "%s"
            for pk, stored in cursor.fetchall():
                if (named := text.sub(said, stored)) != stored:
                    cursor.execute(
                        f"UPDATE {table} SET {column} = {value}"
                        f" WHERE {key} = %s AND CAST({column} AS text) = %s",
                        [named, pk, stored],
                    )


def tell(apps, schema_editor):
    """Note which values readers saw, and which corrections they were told: those of texts that were public."""
    public = apps.get_model("news", "ArticlePage").objects.exclude(first_published_at=None)
    ids = list(public.values_list("pk", flat=True))
    held = {"pin__holder": AN_ARTICLE, "pin__holder_id__in": ids}
    for value in apps.get_model("figures", "CitedValue").objects.filter(**held):
        value.seen_at = value.since
        value.save(update_fields=["seen_at"])
    told = apps.get_model("figures", "Decision").objects.filter(verdict="accepted", **held)
    told.update(is_told=True)


class Migration(migrations.Migration):
    """A text cites a question once."""

    dependencies = [
        ("news", "0001_initial"),
        ("figures", "0003_first_values"),
        ("wagtailcore", "0001_initial"),
    ]
    run_before = [("figures", "0004_protect")]

    operations = [
        migrations.RunPython(one_pin, migrations.RunPython.noop),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
