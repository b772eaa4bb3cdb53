# The tables are those that reports/0010 gave these names: nothing is written here.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('reports', '0010_tables_of_three_rooms'),
        ('indicators', '0001_initial'),
        ('units', '0003_names_of_levels'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Form',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(verbose_name='code')),
                        ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.organ', verbose_name='designed by')),
                    ],
                    options={
                        'verbose_name': 'form',
                        'verbose_name_plural': 'forms',
                    },
                ),
                migrations.CreateModel(
                    name='Row',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('group', models.CharField(blank=True, max_length=160, verbose_name='heading above the row')),
                        ('item', models.CharField(blank=True, max_length=40, verbose_name='breakdown item')),
                        ('is_required', models.BooleanField(default=True, verbose_name='must be filled in')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='indicators.indicator')),
                    ],
                    options={
                        'verbose_name': 'row',
                        'verbose_name_plural': 'rows',
                        'ordering': ['section__number', 'number'],
                    },
                ),
                migrations.CreateModel(
                    name='RowCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rule', models.CharField(choices=[('not_above', 'not above another row'), ('sum_of', 'the sum of its breakdown'), ('sum_rows', 'the sum of other rows'), ('range', 'between two figures'), ('change', "near the previous period's figure")], max_length=12, verbose_name='rule')),
                        ('lowest', models.BigIntegerField(blank=True, null=True, verbose_name='least, scaled')),
                        ('highest', models.BigIntegerField(blank=True, null=True, verbose_name='most, scaled')),
                        ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='may differ by, %')),
                        ('severity', models.CharField(choices=[('error', 'error'), ('warning', 'warning')], max_length=8, verbose_name='severity')),
                        ('text', models.CharField(blank=True, max_length=300, verbose_name='what to tell')),
                        ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='forms.row', verbose_name='other row')),
                        ('others', models.ManyToManyField(blank=True, related_name='+', to='forms.row', verbose_name='rows that add up')),
                        ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='forms.row')),
                    ],
                    options={
                        'verbose_name': 'check',
                        'verbose_name_plural': 'checks',
                    },
                ),
                migrations.CreateModel(
                    name='Section',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('guidance', models.TextField(blank=True, verbose_name='what to write')),
                        ('asks_files', models.CharField(choices=[('none', 'no files'), ('may', 'files may be attached'), ('must', 'at least one file')], default='none', max_length=4, verbose_name='files')),
                        ('file_kinds', models.JSONField(blank=True, default=list, verbose_name='kinds of files')),
                        ('most_megabytes', models.PositiveSmallIntegerField(default=10, verbose_name="a file's most, MB")),
                        ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='forms.form')),
                    ],
                    options={
                        'verbose_name': 'section',
                        'verbose_name_plural': 'sections',
                        'ordering': ['number'],
                    },
                ),
                migrations.AddField(
                    model_name='row',
                    name='section',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='forms.section'),
                ),
                migrations.AddConstraint(
                    model_name='form',
                    constraint=models.UniqueConstraint(fields=('code', 'version'), name='one_form_version'),
                ),
                migrations.AddConstraint(
                    model_name='section',
                    constraint=models.UniqueConstraint(fields=('form', 'number'), name='one_section_number'),
                ),
                migrations.AddConstraint(
                    model_name='row',
                    constraint=models.UniqueConstraint(fields=('section', 'number'), name='one_row_number'),
                ),
            ],
        ),
    ]
