import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


GUARD = (
    "CREATE TRIGGER figures_pin_is_kept BEFORE DELETE ON figures_pin"
    " BEGIN SELECT RAISE(ABORT, 'what texts cite is never deleted'); END"
)


def protect(apps, schema_editor):
    """Put the guard back that SQLite drops with a table it makes anew to add a column."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS figures_pin_is_kept", params=None)
        schema_editor.execute(GUARD, params=None)


class Migration(migrations.Migration):
    """Note what may have moved, to be compared after the transaction; count how often each pin was compared."""

    dependencies = [
        ('figures', '0009_released_values'),
        ('units', '0003_names_of_levels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='pin',
            name='compared',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='Whoever compared an older one yields'),
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keys', models.JSONField(blank=True, default=list, verbose_name='indicators')),
                ('start_on', models.DateField(verbose_name='first day')),
                ('end_on', models.DateField(verbose_name='day after the last')),
                ('basis', models.CharField(blank=True, choices=[('submitted', 'handed in'), ('accepted', 'accepted')], max_length=10, verbose_name='basis')),
                ('words', models.CharField(max_length=300, verbose_name='words')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='record that changed')),
                ('at', models.DateTimeField(verbose_name='changed at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('pin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.pin')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'note of a change of records',
                'verbose_name_plural': 'notes of changes of records',
            },
        ),
        migrations.RunPython(protect, protect),
    ]
