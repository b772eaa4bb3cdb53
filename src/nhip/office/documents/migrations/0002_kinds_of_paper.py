"""Kinds of paper are data: an office may have its own. Lines of the register keep the code."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=16, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('holds', models.BooleanField(default=False, help_text='From a day, until another or until it is replaced: resolutions, regulations.', verbose_name='its papers hold for a span')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'kind of paper',
                'verbose_name_plural': 'kinds of paper',
                'ordering': ['sort_order', 'name'],
            },
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(max_length=16, verbose_name='kind'),
        ),
    ]
