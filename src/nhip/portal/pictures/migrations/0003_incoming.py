import nhip.portal.pictures.backends
import wagtail.images.models
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is in the library was bared when it came; what comes from now on waits for the worker."""

    dependencies = [
        ('pictures', '0002_take_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='caption',
            field=models.CharField(blank=True, help_text='Proposed where an article takes it', max_length=240, verbose_name='caption'),
        ),
        migrations.AddField(
            model_name='picture',
            name='is_decorative',
            field=models.BooleanField(default=False, help_text='It tells nothing the text does not say: no description is asked for.', verbose_name='decorative'),
        ),
        migrations.AddField(
            model_name='picture',
            name='state',
            field=models.CharField(choices=[('waiting', 'Being processed'), ('ready', 'Ready'), ('failed', 'Could not be processed')], default='ready', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='state',
            field=models.CharField(choices=[('waiting', 'Being processed'), ('ready', 'Ready'), ('failed', 'Could not be processed')], default='waiting', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='file',
            field=nhip.portal.pictures.backends.PictureFileField(height_field='height', storage=nhip.portal.pictures.backends.PictureStorage(), upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width'),
        ),
    ]
