import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing is written here: the tables bear their new names already, and what points at them points on."""

    dependencies = [
        ('reports', '0010_tables_of_three_rooms'),
        ('forms', '0002_content_types_follow'),
        ('duties', '0002_content_types_follow'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='attachment',
                    name='section',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.section'),
                ),
                migrations.AlterField(
                    model_name='entry',
                    name='row',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.row'),
                ),
                migrations.AlterField(
                    model_name='narrative',
                    name='section',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.section'),
                ),
                migrations.AlterField(
                    model_name='report',
                    name='form',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='forms.form'),
                ),
                migrations.AlterField(
                    model_name='report',
                    name='obligation',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='duties.obligation'),
                ),
                migrations.DeleteModel('Reuse'),
                migrations.DeleteModel('Extension'),
                migrations.DeleteModel('Obligation'),
                migrations.DeleteModel('Regime'),
                migrations.DeleteModel('RowCheck'),
                migrations.DeleteModel('Row'),
                migrations.DeleteModel('Section'),
                migrations.DeleteModel('Form'),
            ],
        ),
    ]
