import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0011_ten_days_and_named_days'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TimeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wished_on', models.DateField(verbose_name='wished deadline')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answer', models.CharField(choices=[('waiting', 'waits for an answer'), ('granted', 'granted'), ('declined', 'declined'), ('lapsed', 'lapsed')], default='waiting', max_length=8, verbose_name='what became of it')),
                ('why', models.TextField(blank=True, verbose_name='why it was declined')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='time_requests', to='duties.obligation')),
            ],
            options={
                'verbose_name': 'request for more time',
                'verbose_name_plural': 'requests for more time',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answer', 'waiting')), fields=('obligation',), name='one_open_time_request'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'declined'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='declined_needs_a_reason')],
            },
        ),
    ]
