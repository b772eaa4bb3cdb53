from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duties', '0008_undated_lists_leave'),
        ('indicators', '0002_sums_from_an_index'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reuse',
            name='one_source_a_figure',
        ),
        migrations.AddConstraint(
            model_name='reuse',
            constraint=models.UniqueConstraint(fields=('regime', 'indicator', 'source'), name='one_source_a_figure'),
        ),
    ]
