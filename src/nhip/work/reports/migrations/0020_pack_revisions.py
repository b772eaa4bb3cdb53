from django.db import migrations

from nhip.work.forms.rules import digest_of
from nhip.work.reports.rules import PackedPlace, pack_content, sources_of, unpack_content

AT_ONCE = 500


def places_of_forms(apps):
    """Return by form the cells that figures are typed into, as `models.places_of_forms` does."""
    found = {}
    rows = apps.get_model('forms', 'Row').objects.exclude(indicator__origin='ratio')
    for form_id, *said in rows.order_by('section__number', 'number').values_list(
        'section__form', 'section__number', 'number', 'indicator__key', 'item', 'indicator__decimals'
    ):
        found.setdefault(form_id, []).append(PackedPlace(*said))
    return found


def revisions(apps, **which):
    """Yield revisions with the places of their forms, a few at once."""
    Revision = apps.get_model('reports', 'Revision')
    forms, last = places_of_forms(apps), 0
    while some := list(
        Revision.objects.filter(pk__gt=last, **which).select_related('report').order_by('pk')[:AT_ONCE]
    ):
        last, changed = some[-1].pk, []
        yield changed, [(each, forms.get(each.report.form_id, [])) for each in some]
        Revision.objects.bulk_update(changed, ['rest', 'figures', 'reused'])


def pack_all(apps, schema_editor):
    """Pack the figures of every revision that says the same again, told by its digest; leave the others."""
    for changed, some in revisions(apps, figures=None):
        for each, places in some:
            content = each.rest
            rest, figures = pack_content(content, places)
            if figures is not None and digest_of(unpack_content(rest, figures, places)) == each.digest:
                each.rest, each.figures, each.reused = rest, figures, len(sources_of(content))
                changed.append(each)


def unpack_all(apps, schema_editor):
    """Write the figures back as they were."""
    for changed, some in revisions(apps, figures__isnull=False):
        for each, places in some:
            each.rest, each.figures = unpack_content(each.rest, bytes(each.figures), places), None
            changed.append(each)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0019_packed_revisions'),
        ('forms', '0003_one_off_forms'),
        ('indicators', '0001_initial'),
    ]

    operations = [migrations.RunPython(pack_all, unpack_all)]
