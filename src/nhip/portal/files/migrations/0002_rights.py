from django.db import migrations

RIGHTS = ("add", "change", "choose")


def give_rights(apps, schema_editor):
    """Let whoever keeps pictures keep files too; until now nobody could put any into the library."""
    given = apps.get_model("wagtailcore.GroupCollectionPermission")
    permissions = apps.get_model("auth.Permission").objects
    for right in RIGHTS:
        document = permissions.filter(codename=f"{right}_document").first()
        if document is None:  # a new installation: the first run gives them
            continue
        for row in given.objects.filter(permission__codename=f"{right}_image"):
            given.objects.get_or_create(
                group=row.group, collection=row.collection, permission=document
            )


class Migration(migrations.Migration):
    """Editors may attach files."""

    dependencies = [
        ("files", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
