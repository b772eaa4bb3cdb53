"""Papers that hold for a span, and what they say; spans run forward."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_nine_kinds'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='holds_end_on',
            field=models.DateField(blank=True, help_text='Empty while it holds until it is replaced.', null=True, verbose_name='day after the last it holds'),
        ),
        migrations.AddField(
            model_name='document',
            name='holds_start_on',
            field=models.DateField(blank=True, null=True, verbose_name='first day it holds'),
        ),
        migrations.AddField(
            model_name='document',
            name='text',
            field=models.TextField(blank=True, verbose_name='what it says'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('holds_end_on', None), ('holds_end_on__gt', models.F('holds_start_on')), _connector='OR'), name='holds_forward', violation_error_message='It would end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('about_end_on', None), ('about_end_on__gt', models.F('about_start_on')), _connector='OR'), name='about_forward', violation_error_message='It would end before it begins.'),
        ),
        migrations.AlterConstraint(
            model_name='document',
            name='one_number_a_series',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'number'), name='one_number_a_series', violation_error_message='Another paper of this series and year has this number.'),
        ),
    ]
