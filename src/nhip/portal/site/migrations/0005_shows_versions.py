from django.db import migrations, models


class Migration(migrations.Migration):
    """Let a site show its readers what articles said before."""

    dependencies = [
        ('site', '0004_short_name_and_logo'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitesettings',
            name='shows_versions',
            field=models.BooleanField(default=False, help_text='Readers can open what an article said before', verbose_name='earlier versions of articles'),
        ),
    ]
