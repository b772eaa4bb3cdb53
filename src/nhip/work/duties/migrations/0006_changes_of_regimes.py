import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0005_hours_and_next_working_day'),
        ('forms', '0002_content_types_follow'),
        ('periods', '0002_kinds_and_special_days'),
        ('units', '0003_names_of_levels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='regime',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='duties.regime', verbose_name='the regime it follows'),
        ),
        migrations.AddField(
            model_name='regime',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at'),
        ),
        migrations.CreateModel(
            name='RegimeUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_left_out', models.BooleanField(default=False, verbose_name='left out, though its level reports')),
                ('start_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end_on', models.DateField(blank=True, null=True, verbose_name='until, not included')),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='duties.regime')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'unit on the list of a regime',
                'verbose_name_plural': 'units on the lists of regimes',
                'ordering': ['unit__sort_order', 'unit__code', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RegimeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ended', 'ended'), ('replaced', 'replaced'), ('withdrawn', 'withdrawn'), ('units', 'units added or taken out'), ('followed', 'list followed a merge or split'), ('past', 'past periods asked for')], max_length=10, verbose_name='kind')),
                ('from_on', models.DateField(blank=True, help_text='Empty: for all of them', null=True, verbose_name='for periods from')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='duties.regime')),
            ],
            options={
                'verbose_name': 'change of a regime',
                'verbose_name_plural': 'changes of regimes',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='obligation',
            name='fell_with',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fallen', to='duties.regimechange', verbose_name='the change of its regime it fell away with'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('fell_with', None), ('excused_at__isnull', False), _connector='OR'), name='fallen_is_not_owed'),
        ),
        migrations.AddConstraint(
            model_name='regimeunit',
            constraint=models.CheckConstraint(condition=models.Q(('start_on', None), ('end_on', None), ('end_on__gt', models.F('start_on')), _connector='OR'), name='listed_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='regimeunit',
            constraint=models.UniqueConstraint(condition=models.Q(('end_on', None)), fields=('regime', 'unit'), name='listed_once_still'),
        ),
    ]
