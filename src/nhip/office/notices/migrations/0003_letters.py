"""Letters wait in the database for the mail server, sealed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_looks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=254, verbose_name='to')),
                ('subject', models.CharField(max_length=200, verbose_name='subject line')),
                ('sealed', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('due_at', models.DateTimeField(verbose_name='tried next at')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sent', 'handed to the server'), ('over', 'not sent')], default='waiting', max_length=8, verbose_name='state')),
                ('outcome', models.CharField(blank=True, max_length=12, verbose_name='how it ended')),
                ('said', models.CharField(blank=True, max_length=300, verbose_name='what the server said')),
                ('over_at', models.DateTimeField(blank=True, null=True, verbose_name='sent, or given up, at')),
                ('is_test', models.BooleanField(default=False, verbose_name='a test')),
                ('notice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='letter', to='notices.notice')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'due_at'], name='letter_due')],
            },
        ),
    ]
