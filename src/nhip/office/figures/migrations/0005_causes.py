import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep every event that moved a cited figure, once, and all that its source says otherwise."""

    dependencies = [
        ('figures', '0004_protect'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='pin',
            name='new_words',
            field=models.JSONField(blank=True, default=dict, verbose_name='what is told beside it now'),
        ),
        migrations.CreateModel(
            name='Cause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='key')),
                ('words', models.CharField(max_length=300, verbose_name='words')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='record that changed')),
                ('at', models.DateTimeField(verbose_name='changed at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
            ],
            options={
                'verbose_name': 'cause of a change',
                'verbose_name_plural': 'causes of changes',
            },
        ),
        migrations.AddField(
            model_name='pin',
            name='last_cause',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.cause', verbose_name='cause'),
        ),
        migrations.CreateModel(
            name='Moving',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movings', to='figures.cause')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movings', to='figures.decision', verbose_name='decision')),
                ('pin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movings', to='figures.pin')),
            ],
            options={
                'verbose_name': 'figure moved by a cause',
                'verbose_name_plural': 'figures moved by causes',
                'ordering': ['-cause__at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('pin', 'cause'), name='one_moving_a_cause')],
            },
        ),
    ]
