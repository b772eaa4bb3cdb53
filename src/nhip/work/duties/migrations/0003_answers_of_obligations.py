import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0002_content_types_follow'),
    ]

    operations = [
        migrations.AddField(
            model_name='obligation',
            name='answer',
            field=models.CharField(blank=True, choices=[('draft', 'being filled in'), ('submitted', 'waiting for a check'), ('returned', 'returned'), ('accepted', 'accepted')], help_text='Empty: nobody has begun one', max_length=10, null=True, verbose_name='how far its answer has come'),
        ),
        migrations.AddField(
            model_name='obligation',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='first handed in at'),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'being filled in'), ('submitted', 'waiting for a check'), ('returned', 'returned'), ('accepted', 'accepted')], max_length=10, verbose_name='status')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='first handed in at')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='duties.obligation')),
            ],
            options={
                'verbose_name': 'moment of an answer',
                'verbose_name_plural': 'moments of answers',
                'ordering': ['pk'],
            },
        ),
    ]
