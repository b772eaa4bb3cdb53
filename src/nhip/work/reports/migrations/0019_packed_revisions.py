from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0018_statements_of_reports'),
    ]

    operations = [
        migrations.RenameField(
            model_name='revision',
            old_name='content',
            new_name='rest',
        ),
        migrations.AlterField(
            model_name='revision',
            name='rest',
            field=models.JSONField(verbose_name='content, but for packed figures'),
        ),
        migrations.AddField(
            model_name='revision',
            name='figures',
            field=models.BinaryField(null=True, verbose_name='figures, packed by the places of the form'),
        ),
        migrations.AddField(
            model_name='revision',
            name='reused',
            field=models.PositiveSmallIntegerField(default=0, help_text='How many', verbose_name='figures entered in another report'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('reused__gt', 0)), fields=['report'], name='revision_reusing'),
        ),
    ]
