import json

import django.db.models.deletion
from django.db import migrations, models

from nhip.kit.text.rules import fold, spelt_words
from nhip.portal.news.rules import passages_of, place_of

SQLITE = [
    # Words are parted by spaces alone: what is a letter is decided once, in Python.
    "CREATE VIRTUAL TABLE news_findable_words USING fts5(words, spelt, content='news_findable',"
    " content_rowid='place', tokenize='ascii', detail=column, columnsize=0)",
    "CREATE TRIGGER news_findable_comes AFTER INSERT ON news_findable BEGIN"
    " INSERT INTO news_findable_words (rowid, words, spelt) VALUES (new.place, new.words, new.spelt); END",
    "CREATE TRIGGER news_findable_goes AFTER DELETE ON news_findable BEGIN"
    " INSERT INTO news_findable_words (news_findable_words, rowid, words, spelt)"
    " VALUES ('delete', old.place, old.words, old.spelt); END",
    "CREATE TRIGGER news_findable_stays BEFORE UPDATE ON news_findable"
    " BEGIN SELECT RAISE(ABORT, 'what is found of an article is written anew'); END",
]
POSTGRESQL = [
    f"CREATE INDEX news_findable_{name} ON news_findable USING gin (string_to_array({name}, ' '))"
    for name in ("words", "spelt")
]
ENGINES = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACK = {"sqlite": ["DROP TABLE news_findable_words"], "postgresql": []}


def index(apps, schema_editor):
    for statement in ENGINES[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def forget(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def find(apps, schema_editor):
    """Let readers find what is public already."""
    findable = apps.get_model("news", "Findable").objects
    pages = apps.get_model("news", "ArticlePage").objects.filter(live=True)
    for page in pages.defer("body"):
        with schema_editor.connection.cursor() as cursor:
            body = "SELECT CAST(body AS text) FROM news_articlepage WHERE basepage_ptr_id = %s"
            cursor.execute(body, [page.pk])
            parts = json.loads(cursor.fetchone()[0] or "[]")
        read = [each.text for each in passages_of(parts) if not each.name.endswith(".alt")]
        spelt = " ".join(spelt_words("\n".join([page.title, page.kicker, page.lead, *read])))
        findable.create(
            place=place_of(page.shown_at or page.first_published_at, page.pk),
            page=page,
            words=fold(spelt),
            spelt=spelt,
        )


class Migration(migrations.Migration):
    """Keep the words of public articles, and an index over them that both databases read alike."""

    dependencies = [("news", "0009_bin")]

    operations = [
        migrations.CreateModel(
            name="Findable",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                ("spelt", models.TextField()),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="news.articlepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of a public article",
                "verbose_name_plural": "words of public articles",
            },
        ),
        migrations.RunPython(index, forget),
        migrations.RunPython(find, migrations.RunPython.noop),
    ]
