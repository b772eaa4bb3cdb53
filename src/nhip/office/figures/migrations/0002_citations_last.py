import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep each value a text cites of a question, and when a figure left its text."""

    dependencies = [
        ('figures', '0001_initial'),
        ('units', '0003_names_of_levels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CitedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField(verbose_name='pinned value')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='decimals')),
                ('label', models.CharField(max_length=200, verbose_name='name')),
                ('definition', models.TextField(blank=True, verbose_name='how it is counted')),
                ('measure', models.CharField(blank=True, max_length=40, verbose_name='unit of measure')),
                ('coverage', models.CharField(blank=True, max_length=300, verbose_name='n of N in words')),
                ('parts', models.CharField(blank=True, max_length=300, verbose_name='made of')),
                ('is_sample', models.BooleanField(default=False, verbose_name='invented for a demonstration')),
                ('written', models.CharField(max_length=60, verbose_name='words')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='first published at')),
            ],
            options={
                'verbose_name': 'cited value',
                'verbose_name_plural': 'cited values',
                'ordering': ['since', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='is_told',
            field=models.BooleanField(default=False, help_text='They had read another value before', verbose_name='readers are told'),
        ),
        migrations.AddField(
            model_name='pin',
            name='left_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='out of the text since'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='pin',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='figures.pin'),
        ),
        migrations.AddField(
            model_name='citedvalue',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='citedvalue',
            name='decision',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='value', to='figures.decision', verbose_name='decision'),
        ),
        migrations.AddField(
            model_name='citedvalue',
            name='pin',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='figures.pin'),
        ),
        migrations.AddConstraint(
            model_name='citedvalue',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('pin',), name='one_value_stands'),
        ),
    ]
