"""The editor's side wears the house's dress: its letters, its colours, its reading tools."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.search import SearchView
from wagtail.models import Page

from nhip.kit.design.frame import Frame

SHEETS = ("design/tokens.css", "site/editor.css")
WORKS = ("site/editor.js", "site/names.js", "design/page.js")

# Wagtail counts what a search of pages finds in "None" where it has been given no word for it.
SearchView.verbose_name_plural = Page._meta.verbose_name_plural


@hooks.register("insert_global_admin_css")
def dress() -> SafeString:
    """Bring the tokens of the look, and Wagtail's own sheet; the reader's choice first."""
    sheets = format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(name),) for name in SHEETS)
    )
    return format_html('<script src="{}"></script>{}', static("design/display.js"), sheets)


@hooks.register("insert_global_admin_js")
def above() -> SafeString:
    """Bring what stands above every page: the banner of a demonstration, the control for reading."""
    works = format_html_join(
        "", '<script type="module" src="{}"></script>', ((static(name),) for name in WORKS)
    )
    above = [*(["design/banner.html"] if settings.IS_DEMO else []), "design/reading_tools.html"]
    parts = format_html_join(
        "", "{}", ((render_to_string(name, {"folds": True}),) for name in above)
    )
    return format_html('<template id="nhip-above">{}</template>{}', parts, works)


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    """Lead back to the desk, before all else."""
    return MenuItem(_("Desk"), Frame.work_url, name="desk", icon_name="arrow-left", order=1)


@hooks.register("construct_help_menu")
def no_other_host(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what leads to Wagtail's own pages: the editor's side needs no other host."""
    items[:] = [item for item in items if not item.url.startswith("http")]


@hooks.register("after_edit_page", order=-1)
def tell_whose_words_went_behind(request: HttpRequest, page: Page) -> None:
    """Lead whoever saved over a version he had not seen to what stands in it."""
    seen = request.POST.get("loaded_revision_id", "")
    between = page.revisions.filter(pk__lt=page.latest_revision_id).exclude(user=request.user)
    other = between.filter(pk__gt=seen).last() if seen.isdecimal() else None
    if other:
        told = _(
            "%(who)s saved another version while you wrote. Yours stands now, that one is kept."
        )
        compare = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[page.pk, other.pk, page.latest_revision_id],
        )
        way = format_html('<a href="{}">{}</a>', compare, _("See what differs"))
        messages.warning(request, format_html("{} {}", told % {"who": other.user}, way))
