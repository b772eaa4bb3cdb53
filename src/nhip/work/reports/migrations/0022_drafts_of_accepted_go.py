from django.db import migrations


def let_go(apps, schema_editor):
    """Delete the drafts of accepted reports: they are made again from the revision when one is opened."""
    for name in ('DraftCell', 'Narrative'):
        rows = apps.get_model('reports', name).objects.filter(report__status='accepted')
        rows._raw_delete(schema_editor.connection.alias)  # nothing hangs on them: none is read first
    apps.get_model('reports', 'Revision').objects.filter(reused=0).update(reused=None)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0021_drafts_until_accepted'),
    ]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
