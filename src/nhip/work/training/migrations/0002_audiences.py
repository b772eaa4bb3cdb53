from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=24, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'audience',
                'verbose_name_plural': 'audiences',
                'ordering': ['sort_order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='audiences',
            field=models.ManyToManyField(blank=True, related_name='classes', to='training.audience', verbose_name='for whom'),
        ),
        migrations.AlterField(
            model_name='trainingclass',
            name='audience',
            field=models.CharField(blank=True, max_length=200, verbose_name='for whom, in other words'),
        ),
    ]
