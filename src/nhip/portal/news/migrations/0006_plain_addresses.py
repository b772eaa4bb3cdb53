from datetime import UTC

from django.conf import settings
from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from nhip.kit.text.rules import free_among, plain_address
from nhip.portal.news.rules import seal

STEP = 4  # letters a level takes in the path of Wagtail's tree


def turn(apps, schema_editor):
    """Give pages whose address bears marks a plain one; the old one leads there."""
    pages = apps.get_model("site", "BasePage").objects
    for pk, slug in pages.filter(depth__gt=1).order_by("path").values_list("pk", "slug"):
        if (stem := plain_address(slug, 200) or "trang") != slug:
            page = pages.get(pk=pk)
            _move(apps, page, stem)
            _seal(apps, page)


def _move(apps, page, stem):
    pages = apps.get_model("site", "BasePage").objects
    above = pages.get(path=page.path[:-STEP])
    beside = pages.filter(path__startswith=above.path, depth=page.depth).exclude(pk=page.pk)
    old, page.slug = page.url_path, free_among(set(beside.values_list("slug", flat=True)), stem)
    below = pages.filter(path__startswith=page.path)
    _lead_on(apps, below)
    new = f"{above.url_path}{page.slug}/"
    below.update(url_path=Concat(Value(new), Substr("url_path", len(old) + 1)))
    pages.filter(pk=page.pk).update(slug=page.slug)


def _lead_on(apps, moved):
    """Let every address that somebody may have kept lead to its page."""
    redirects = apps.get_model("wagtailredirects", "Redirect").objects
    for site in apps.get_model("wagtailcore", "Site").objects.select_related("root_page"):
        root = site.root_page
        below = moved.filter(live=True, path__startswith=root.path).exclude(pk=root.pk)
        for pk, url_path in below.values_list("pk", "url_path"):
            old = Redirect.normalise_path(f"/{url_path.removeprefix(root.url_path)}")
            redirects.update_or_create(
                old_path=old,
                site=site,
                defaults={"redirect_page_id": pk, "automatically_created": True},
            )


def _seal(apps, page):
    """Keep what readers see from now on as the next version of a public article: its address is part of it."""
    versions = apps.get_model("news", "Version").objects
    last = versions.filter(page_id=page.pk).order_by("number").last()
    if not page.live or last is None or not last.content:
        return
    at = timezone.now()
    stored = {
        "number": last.number + 1,
        "kind": "corrected",
        "reason": "",
        "content": last.content | {"slug": page.slug},
    }
    said = stored | {"page": page.pk, "at": at.astimezone(UTC).isoformat(), "by": last.by_id}
    digest = seal(last.digest, said)
    versions.create(page_id=page.pk, by_id=last.by_id, at=at, digest=digest, **stored)


class Migration(migrations.Migration):
    """Addresses are plain letters from now on."""

    dependencies = [
        ("news", "0005_answers"),
        ("site", "0006_publishes_alone"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(turn, migrations.RunPython.noop)]
