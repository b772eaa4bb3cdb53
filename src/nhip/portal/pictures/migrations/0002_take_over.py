from django.core.management.color import no_style
from django.db import migrations

PICTURE = (
    "id, title, file, description, width, height, created_at, focal_point_x, focal_point_y,"
    " focal_point_width, focal_point_height, file_size, file_hash, collection_id, uploaded_by_user_id"
)
MADE = "id, filter_spec, file, width, height, focal_point_key, image_id"
OF_KIND = {
    "taggit.TaggedItem": ["content_type"],
    "wagtailcore.ModelLogEntry": ["content_type"],
    "wagtailcore.ReferenceIndex": ["content_type", "base_content_type", "to_content_type"],
    "wagtailsearch.IndexEntry": ["content_type"],
    "wagtailcore.UploadedFile": ["for_content_type"],
}
"""What names the kind of record it is about."""


def take_over(apps, schema_editor):
    """Move every picture, and what was made of it, from Wagtail's tables, each with its number."""
    run = schema_editor.connection.cursor().execute
    run(
        f"INSERT INTO pictures_picture ({PICTURE}, credit)"
        f" SELECT {PICTURE}, '' FROM wagtailimages_image"
    )
    run(f"INSERT INTO pictures_rendition ({MADE}) SELECT {MADE} FROM wagtailimages_rendition")
    run("DELETE FROM wagtailimages_rendition")
    run("DELETE FROM wagtailimages_image")
    models = [apps.get_model("pictures", name) for name in ("Picture", "Rendition")]
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), models):
        run(statement)
    kinds = apps.get_model("contenttypes", "ContentType").objects
    if (old := kinds.filter(app_label="wagtailimages", model="image").first()) is None:
        return
    new, _made = kinds.get_or_create(app_label="pictures", model="picture")
    for label, fields in OF_KIND.items():
        for field in fields:
            apps.get_model(label).objects.filter(**{field: old.pk}).update(**{field: new.pk})


class Migration(migrations.Migration):
    """Pictures are ours from now on; what names one by its number goes on doing so."""

    dependencies = [
        ("pictures", "0001_initial"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
