import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep each published version of an article whole."""

    dependencies = [
        ('figures', '0004_protect'),
        ('news', '0002_one_pin_a_question'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='homefigure',
            name='pin',
            field=models.ForeignKey(limit_choices_to={'holder': 'news.article', 'left_at': None}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.pin', verbose_name='figure'),
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('published', 'published'), ('corrected', 'figure corrected'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('content', models.JSONField(default=dict, verbose_name='content')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='news.articlepage')),
            ],
            options={
                'verbose_name': 'published version',
                'verbose_name_plural': 'published versions',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='one_version_a_number')],
            },
        ),
    ]
