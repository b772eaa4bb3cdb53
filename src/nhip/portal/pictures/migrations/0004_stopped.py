from django.db import migrations, models


class Migration(migrations.Migration):
    """Processing may break off without the file being at fault."""

    dependencies = [
        ('pictures', '0003_incoming'),
    ]

    operations = [
        migrations.AlterField(
            model_name='picture',
            name='state',
            field=models.CharField(choices=[('waiting', 'Being processed'), ('ready', 'Ready'), ('failed', 'Could not be processed'), ('stopped', 'Processing broke off')], default='waiting', editable=False, max_length=10, verbose_name='state'),
        ),
    ]
