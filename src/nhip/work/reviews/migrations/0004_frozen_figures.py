
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep each line of a review as its chief approved it."""


    dependencies = [
        ('reviews', '0003_participants'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FrozenFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='indicator')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='approved value')),
                ('decimals', models.PositiveSmallIntegerField(default=0, verbose_name='decimals')),
                ('label', models.CharField(max_length=200, verbose_name='name')),
                ('definition', models.TextField(blank=True, verbose_name='how it is counted')),
                ('measure', models.CharField(blank=True, max_length=40, verbose_name='unit of measure')),
                ('coverage', models.CharField(blank=True, max_length=300, verbose_name='n of N in words')),
                ('parts', models.CharField(blank=True, max_length=300, verbose_name='made of')),
                ('is_sample', models.BooleanField(default=False, verbose_name='invented for a demonstration')),
                ('is_withheld', models.BooleanField(default=False, verbose_name='not published')),
                ('n', models.PositiveIntegerField(blank=True, null=True, verbose_name='sources there')),
                ('of_n', models.PositiveIntegerField(blank=True, null=True, verbose_name='sources owed')),
                ('before_amount', models.BigIntegerField(blank=True, null=True, verbose_name='value a year before')),
                ('before_decimals', models.PositiveSmallIntegerField(default=0, verbose_name='decimals a year before')),
                ('section_number', models.PositiveSmallIntegerField(default=0, verbose_name='number of the heading')),
                ('section_title', models.CharField(blank=True, max_length=200, verbose_name='heading')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frozen', to='reviews.review')),
            ],
            options={
                'verbose_name': 'frozen figure',
                'verbose_name_plural': 'frozen figures',
                'ordering': ['review', 'key', 'since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('review', 'key'), name='one_frozen_line_stands')],
            },
        ),
    ]
