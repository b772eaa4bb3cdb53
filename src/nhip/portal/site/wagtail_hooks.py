"""The editor's side wears the house's dress: its letters, its colours, its reading tools."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

SHEETS = ("design/tokens.css", "site/editor.css")
WORKS = ("site/editor.js", "design/reading.js")


@hooks.register("insert_global_admin_css")
def dress() -> SafeString:
    """Bring the tokens of the look, and Wagtail's own sheet; the reader's choice first."""
    sheets = format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(name),) for name in SHEETS)
    )
    return format_html('<script src="{}"></script>{}', static("design/display.js"), sheets)


@hooks.register("insert_global_admin_js")
def reading_tools() -> SafeString:
    """Bring the same control as every other page has; the page puts it above its content."""
    works = format_html_join(
        "", '<script type="module" src="{}"></script>', ((static(name),) for name in WORKS)
    )
    control = render_to_string("design/reading_tools.html")
    return format_html('<template id="nhip-reading">{}</template>{}', control, works)
