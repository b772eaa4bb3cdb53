"""What Wagtail's editor learns from this room: figures in the text, and the one way to publish."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from draftjs_exporter import DOM
from wagtail import hooks
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.menu import MenuItem
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature, PluginFeature

from nhip.office.figures.models import Pin
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.portal.site.models import BasePage

from . import actions, queries, views
from .models import HOLDER, ArticlePage, BinPage, HomePage

figure_urls = [
    path("", views.choose_figure, name="choose"),
    path("<int:page_id>/", views.bind_figure, name="bind"),
    path("<int:page_id>/so/", views.numbers, name="numbers"),
]


# Wagtail labels these with the names of its code, which no catalogue reaches.
LINK_WORDS = {
    "link_text": gettext_lazy("Shown text"),
    "email_address": gettext_lazy("Email address"),
    "subject": gettext_lazy("Subject of the letter"),
    "body": gettext_lazy("Text of the letter"),
    "phone_number": gettext_lazy("Phone number"),
}
for form in (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
):
    for name in LINK_WORDS.keys() & form.base_fields.keys():
        form.base_fields[name].label = LINK_WORDS[name]
AnchorLinkChooserForm.base_fields["url"].label = gettext_lazy("Anchor, without the #")


@hooks.register("register_admin_urls")
def figure_addresses() -> list[Any]:
    """Put the chooser, and what reads pasted text, among the editor's own pages, behind its sign-in."""
    return [
        path("so-lieu/", include((figure_urls, "news_figures"))),
        path("dan/", views.take_paste, name="news_paste"),
    ]


@hooks.register("register_icons")
def figure_icon(icons: list[str]) -> list[str]:
    """Give figures a mark of their own: three beats."""
    return [*icons, "news/icons/figure.svg"]


class FigureElement(InlineEntityElementHandler):
    """`<a linktype="figure" pin="12">7</a>` on its way from the database into the editor."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """Return the pin and its name; without a name the editor shows that the source is lost."""
        pin = Pin.objects.filter(holder=HOLDER, pk=attrs["pin"]).first()
        label = str(pin) if pin else ""
        return {"pin": attrs["pin"], "format": attrs.get("format", ""), "label": label}


def figure_element(props: dict[str, Any]) -> Any:
    """Write a figure of the editor back as the database has it."""
    said = {"linktype": "figure", "pin": props["pin"]}
    if props.get("format"):
        said["format"] = props["format"]
    return DOM.create_element("a", said, props["children"])


@hooks.register("register_rich_text_features")
def figure_feature(features: Any) -> None:
    """Offer figures in the toolbar of every text that asks for them."""
    features.register_editor_plugin(
        "draftail",
        "figure",
        EntityFeature(
            {
                "type": "FIGURE",
                "icon": "figure",
                "description": gettext_lazy("Add a figure"),
                "attributes": ["pin", "format", "label"],
                "allowlist": {"pin": True},
                "chooserUrls": {"figures": reverse_lazy("news_figures:choose")},
            },
            js=[
                "wagtailadmin/js/draftail.js",
                "news/figures.js",
                "news/links.js",
                "news/tooltips.js",
                "news/last_words.js",
            ],
            css={"all": ["news/figures.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "figure",
        {
            "from_database_format": {'a[linktype="figure"]': FigureElement("FIGURE")},
            "to_database_format": {"entity_decorators": {"FIGURE": figure_element}},
        },
    )


@hooks.register("register_rich_text_features")
def paste_feature(features: Any) -> None:
    """Read what is pasted into a text before it stands there."""
    features.register_editor_plugin(
        "draftail",
        "paste",
        PluginFeature(
            {
                "type": "PASTE",
                "url": reverse_lazy("news_paste"),
                "failed": gettext_lazy(
                    "What you pasted could not be read: its words were put in, without their shape."
                ),
            },
            js=["wagtailadmin/js/draftail.js", "news/pasting.js"],
            css={"all": ["news/figures.css"]},
        ),
    )


@hooks.register("before_publish_page")
def publish_in_our_way(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Publish the front page by our action; lead to where an article is signed. The draft is saved by now."""
    if isinstance(page, HomePage):
        actions.publish_home(page, by=cast(User, request.user), at=timezone.now())
        messages.success(request, _("The front page is public as it stands here."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if not isinstance(page, ArticlePage):
        return None
    messages.success(request, _("The draft is saved. Here is what readers would see of it."))
    return redirect("news:sign", page.pk)


@hooks.register("before_unpublish_page")
def withdraw_in_our_way(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Ask for the reason where an article is taken from the public; what others stand under stays there."""
    if isinstance(page, ArticlePage):
        return redirect("news:withdraw", page.pk)
    if page.is_site_root() or page.get_children().live().exists():
        messages.error(
            request, _("Public pages stand under this one. Withdraw or move them first.")
        )
        return redirect("wagtailadmin_explore", page.pk)
    return None


@hooks.register("before_delete_page")
def into_the_bin(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Put an article into the bin instead; refuse what was once public, and a section that is not empty."""
    if request.method == "POST":
        return _binned_instead(request, [page])
    if not queries.was_public(page):
        return None  # Wagtail asks whether it is meant
    messages.error(request, _("What was public is never deleted. Withdraw it, and say why."))
    return redirect("wagtailadmin_explore_root")


@hooks.register("before_bulk_action")
def one_by_one(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Refuse to publish or withdraw many pages at a stroke; what is deleted goes into the bin."""
    if action_type == "delete":
        return _binned_instead(request, [each for each in objects if isinstance(each, BasePage)])
    return _one_by_one(request) if action_type in ("publish", "unpublish") else None


def _one_by_one(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Publish and withdraw pages one by one: each is looked at."))
    return redirect("wagtailadmin_explore_root")


def _binned_instead(request: HttpRequest, pages: Iterable[BasePage]) -> HttpResponse | None:
    """Put these articles into the bin, all or none; leave other pages to Wagtail where they hold none."""
    articles = [page.specific for page in pages]
    if not any(queries.holds_articles(page) for page in articles):
        return None
    try:
        with transaction.atomic():
            for page in articles:
                if not isinstance(page, ArticlePage):
                    words = _(
                        "A section is deleted once no article stands in it or lies in the bin."
                    )
                    raise Refused(words)
                actions.bin_article(page, by=cast(User, request.user), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("wagtailadmin_explore_root")
    messages.success(request, _("The article lies in the bin for 30 days, and can be restored."))
    return redirect("news:bin")


@hooks.register("construct_page_chooser_queryset")
def without_the_bin(pages: Any, request: HttpRequest) -> Any:
    """Offer nothing that lies in the bin where a page is chosen: choosers ask for no rights."""
    lies_in = BinPage.objects.first()
    return pages.not_descendant_of(lies_in, inclusive=True) if lies_in else pages


@hooks.register("register_admin_menu_item")
def bin_in_the_menu() -> MenuItem:
    """Lead to the bin from the editor's side."""
    return MenuItem(_("Bin"), reverse("news:bin"), name="bin", icon_name="bin", order=900)


@hooks.register("before_copy_page")
def not_copied(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse copies: figures are bound to the article they stand in."""
    messages.error(
        request, _("Pages are not copied: their figures are bound to them. Begin a new one.")
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
