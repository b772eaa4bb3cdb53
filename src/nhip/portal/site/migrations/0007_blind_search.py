from django.db import connection, migrations

from nhip.kit.text.rules import search_key

KEPT = {
    "sqlite": ["title", "body", "autocomplete"],
    "postgresql": ["title_text", "body_text", "title_text"],
}
WRITTEN = {
    "sqlite": "title = %s, body = %s, autocomplete = %s",
    "postgresql": (
        "title = to_tsvector('simple', %s), body = to_tsvector('simple', %s),"
        " autocomplete = to_tsvector('simple', %s)"
    ),
}


def turn(apps, schema_editor):
    """Keep by keys what editors' searches found by words."""
    kept, written = KEPT[connection.vendor], WRITTEN[connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {', '.join(kept)} FROM wagtailsearch_indexentry")
        for pk, *texts in cursor.fetchall():
            keys = [search_key(text or "") for text in texts]
            cursor.execute(
                f"UPDATE wagtailsearch_indexentry SET {written} WHERE id = %s", [*keys, pk]
            )


class Migration(migrations.Migration):
    """Editors' searches are blind to marks from now on."""

    dependencies = [
        ("site", "0006_publishes_alone"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(turn, migrations.RunPython.noop)]
