"""What Wagtail's editor learns from this room: an article is handed in from the form it is written in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem, SaveDraftMenuItem

from nhip.portal.news.models import ArticlePage, SectionPage

ASKED = "action-hand-in"


class SavedOrHandedIn(SaveDraftMenuItem):
    """Beside the press that saves one that leads on to where the draft is seen and handed in."""

    template_name = "newsroom/saved_or_handed_in.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "asked": ASKED}


@hooks.register("construct_page_action_menu")
def hand_in_beside_save(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer it for articles alone, and to those who are not led on by "Publish"."""
    is_article = isinstance(context.get("page"), ArticlePage) or (
        context["view"] == "create" and isinstance(context["parent_page"], SectionPage)
    )
    if is_article and not any(isinstance(item, PublishMenuItem) for item in items):
        items[:] = [
            SavedOrHandedIn(item.order) if isinstance(item, SaveDraftMenuItem) else item
            for item in items
        ]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def lead_on(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Lead to the draft as readers would see it, where it is handed in or signed."""
    asked = isinstance(page, ArticlePage) and ASKED in request.POST
    return redirect("news:sign", page.pk) if asked else None
