# The tables are those that reports/0010 gave these names: nothing is written here.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('reports', '0010_tables_of_three_rooms'),
        ('forms', '0001_moved_from_reports'),
        ('indicators', '0001_initial'),
        ('periods', '0002_kinds_and_special_days'),
        ('units', '0003_names_of_levels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Obligation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made at')),
                        ('excused_at', models.DateTimeField(blank=True, null=True, verbose_name='excused at')),
                        ('excuse', models.TextField(blank=True, verbose_name='why it is excused')),
                        ('excused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('form', models.ForeignKey(help_text='The version in force when it was made', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.form', verbose_name='form')),
                        ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='periods.period')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='units.unit')),
                    ],
                    options={
                        'verbose_name': 'obligation',
                        'verbose_name_plural': 'obligations',
                    },
                ),
                migrations.CreateModel(
                    name='Regime',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(unique=True, verbose_name='code')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('content', models.TextField(blank=True, verbose_name='required content')),
                        ('recipient', models.CharField(blank=True, max_length=200, verbose_name='who receives it')),
                        ('method', models.CharField(choices=[('system', 'in this system'), ('direct', 'by hand'), ('post', 'by post'), ('fax', 'by fax'), ('mail', 'by e-mail'), ('other', 'another way')], default='system', max_length=8, verbose_name='sending method')),
                        ('frequency', models.CharField(choices=[('week', 'week'), ('month', 'month'), ('quarter', 'quarter'), ('half', 'half-year'), ('nine', 'nine months'), ('year', 'year'), ('five', 'five years'), ('adhoc', 'ad hoc')], max_length=8, verbose_name='frequency')),
                        ('levels', models.JSONField(blank=True, default=list, verbose_name='levels that report')),
                        ('due_rule', models.CharField(choices=[('month_day', "on a day of the period's last month"), ('working_days', 'so many working days after the cut-off'), ('days', 'so many days after the cut-off')], default='days', max_length=12, verbose_name='the deadline falls')),
                        ('due_days', models.PositiveSmallIntegerField(help_text='for units of the second level', verbose_name='day of the month, or number of days')),
                        ('days_less_a_level', models.PositiveSmallIntegerField(default=0, verbose_name='days sooner for each level further down')),
                        ('start_on', models.DateField(blank=True, null=True, verbose_name='in force from')),
                        ('end_on', models.DateField(blank=True, null=True, verbose_name='in force until, not included')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='periods.calendar', verbose_name='calendar and cut-off')),
                        ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regimes', to='forms.form', verbose_name='form and outline')),
                        ('line', models.ForeignKey(blank=True, help_text='Empty: along the tree', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.line', verbose_name='line')),
                        ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regimes', to='units.organ', verbose_name='issued by')),
                        ('units', models.ManyToManyField(blank=True, related_name='+', to='units.unit', verbose_name='units that report, by name')),
                    ],
                    options={
                        'verbose_name': 'regime',
                        'verbose_name_plural': 'regimes',
                        'ordering': ['name'],
                    },
                ),
                migrations.AddField(
                    model_name='obligation',
                    name='regime',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='duties.regime'),
                ),
                migrations.CreateModel(
                    name='Reuse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                        ('regime', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reuses', to='duties.regime')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reused_by', to='duties.regime')),
                    ],
                    options={
                        'verbose_name': 'figure used again',
                        'verbose_name_plural': 'figures used again',
                    },
                ),
                migrations.CreateModel(
                    name='Extension',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_before', models.DateField(verbose_name='due before')),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('reason', models.TextField(verbose_name='reason')),
                        ('granted_at', models.DateTimeField(verbose_name='granted at')),
                        ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by')),
                        ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='duties.obligation')),
                    ],
                    options={
                        'verbose_name': 'extension',
                        'verbose_name_plural': 'extensions',
                        'ordering': ['granted_at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('due_before'))), name='extension_is_later'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_needs_a_reason')],
                    },
                ),
                migrations.AddConstraint(
                    model_name='obligation',
                    constraint=models.UniqueConstraint(fields=('regime', 'unit', 'period'), name='one_obligation'),
                ),
                migrations.AddConstraint(
                    model_name='obligation',
                    constraint=models.CheckConstraint(condition=models.Q(('excused_at', None), models.Q(('excuse', ''), _negated=True), _connector='OR'), name='excuse_needs_a_reason'),
                ),
                migrations.AddConstraint(
                    model_name='reuse',
                    constraint=models.UniqueConstraint(fields=('regime', 'indicator'), name='one_source_a_figure'),
                ),
            ],
        ),
    ]
