"""The kinds every installation has; those its series and papers bear beside them keep their code as name."""

from django.db import migrations

KINDS = [
    ('directive', 'chỉ thị', False),
    ('plan', 'kế hoạch', False),
    ('programme', 'chương trình', False),
    ('report', 'báo cáo', False),
    ('notice', 'thông báo', False),
    ('decision', 'quyết định', False),
    ('resolution', 'nghị quyết', True),
    ('regulation', 'quy chế', True),
    ('rule', 'quy định', True),
]


def fill(apps, schema_editor):
    kind = apps.get_model('documents', 'PaperKind')
    known = {code for code, _name, _holds in KINDS}
    used = set(apps.get_model('documents', 'Document').objects.order_by().values_list('kind', flat=True))
    used |= set(apps.get_model('units', 'NumberSeries').objects.order_by().values_list('kind', flat=True))
    rows = KINDS + [(code, code, False) for code in sorted(used - known - {''})]
    kind.objects.bulk_create(
        kind(code=code, name=name, holds=holds, sort_order=order)
        for order, (code, name, holds) in enumerate(rows, start=1)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_kinds_of_paper'),
        ('units', '0001_initial'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
