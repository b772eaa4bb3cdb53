import json

from django.db import connection, migrations

from nhip.office.figures.models import CITED
from nhip.office.figures.rules.prose import cited_pins
from nhip.portal.news.rules import seal

FIELDS = ["title", "slug", "kicker", "lead", "byline", "sources", "is_sample"]
REFUSED = "published versions are never changed or deleted"
SQLITE = [
    f"CREATE TRIGGER news_version_{name} BEFORE {doing} ON news_version"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for name, doing in (("is_kept", "DELETE"), ("stands", "UPDATE"))
]
POSTGRESQL = [
    "CREATE FUNCTION news_version_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    "CREATE TRIGGER news_version_stands BEFORE UPDATE OR DELETE ON news_version"
    " FOR EACH ROW EXECUTE FUNCTION news_version_refuse()",
]
BACK = {
    "sqlite": ["DROP TRIGGER news_version_is_kept", "DROP TRIGGER news_version_stands"],
    "postgresql": ["DROP FUNCTION news_version_refuse() CASCADE"],
}


def keep(apps, schema_editor):
    """Seal what the public articles show today as their first version; what they said before is not known."""
    pages = apps.get_model("news", "ArticlePage").objects.filter(live=True).order_by("pk")
    entries = apps.get_model("journal", "Entry").objects.filter(verb="article.published")
    signed = dict(entries.order_by("at").values_list("about_id", "by_id"))
    users = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    for page in pages:
        by = next((pk for pk in (signed.get(str(page.pk)), page.owner_id) if pk in users), None)
        if by is None:
            continue  # put there past the actions: its next publication is its first version
        at = page.last_published_at or page.first_published_at
        said = {
            "page": page.pk,
            "number": 1,
            "kind": "published",
            "at": at.isoformat(),
            "by": by,
            "reason": "",
            "content": _content(apps, page),
        }
        stored = {name: value for name, value in said.items() if name not in ("page", "by", "at")}
        apps.get_model("news", "Version").objects.create(
            page=page, by_id=by, at=at, digest=seal("", said), **stored
        )


def _content(apps, page):
    body = _body(page.pk)
    html = "\n".join(part["value"] for part in body if part["type"] == "paragraph")
    values = apps.get_model("figures", "CitedValue").objects.filter(
        pin__holder="news.article", pin__holder_id=page.pk, pin__in=cited_pins(html), until=None
    )
    return {
        **{name: getattr(page, name) for name in FIELDS},
        "body": body,
        "shown_at": page.shown_at.isoformat() if page.shown_at else None,
        "figures": {
            str(value.pin_id): {"since": value.since.isoformat()}
            | {name: getattr(value, name) for name in ("id", "written", *CITED)}
            for value in values.order_by("pin_id")
        },
        "pictures": {},  # their files may have been changed since
    }


def _body(pk):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CAST(body AS text) FROM news_articlepage WHERE basepage_ptr_id = %s", [pk]
        )
        return json.loads(cursor.fetchone()[0])


def protect(apps, schema_editor):
    forward = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in forward[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Begin the versions of public articles with what they show; the database refuses to change one."""

    dependencies = [
        ("news", "0003_sealed_versions"),
        ("figures", "0004_protect"),
        ("journal", "0002_refuse_changes"),
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(protect, allow),
    ]
