from django.db import migrations


def follow(apps, schema_editor):
    """Let the permissions of the kind of record that was renamed bear its new name."""
    Permission = apps.get_model("auth", "Permission")
    alias = schema_editor.connection.alias
    kind = {"content_type__app_label": "reports", "content_type__model": "draftcell"}
    for each in Permission.objects.using(alias).filter(codename__endswith="_entry", **kind):
        each.codename = each.codename.replace("_entry", "_draftcell")
        each.name = each.name.replace("entry", "cell")
        each.save(using=alias, update_fields=["codename", "name"])


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0013_entries_are_cells_of_drafts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop, elidable=True)]
