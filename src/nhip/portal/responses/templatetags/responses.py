"""`{% load responses %}{% rating page %}{% comments page %}`: what stands under an article."""

from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from nhip.organisation.accounts.models import User
from nhip.portal.delivery.notes import note
from nhip.portal.responses import browser, queries
from nhip.portal.responses.forms import CommentForm
from nhip.portal.responses.rules import browser_token
from nhip.portal.site.models import BasePage

FIRST = 20
"""Comments shown under a page at once; all of them stand on a page of their own."""

register = template.Library()


@register.inclusion_tag("responses/rating.html", takes_context=True)
def rating(context: template.Context, page: BasePage) -> dict[str, Any]:
    """`{% rating page %}`: the points so far, and five bars to give one's own."""
    note(f"votes:{page.pk}")
    request = context.get("request")
    cookie = request and request.COOKIES.get(browser.COOKIE)
    token = browser_token(cookie, page.pk, settings.SECRET_KEY) if cookie else None
    return {
        "page": page,
        "score": queries.score_of(page, token),
        "steps": range(1, 6),
        "is_known": bool(cookie),
        "shows_all": context.get("shows_all"),
    }


@register.inclusion_tag("responses/comments.html", takes_context=True)
def comments(context: template.Context, page: BasePage) -> dict[str, Any]:
    """`{% comments page %}`: what was let through, one's own, and the form after signing in."""
    request = context.get("request")
    user = getattr(request, "user", AnonymousUser())
    note(f"responses:{page.pk}")
    listed = queries.comments_under(page, user)
    blocked, kept = queries.why_blocked(user), context.get("kept", "")
    form = None
    if isinstance(user, User) and not blocked:
        form = CommentForm(initial={"text": kept, "mark": browser.writer_mark(user)})
    shown = [
        comment
        for place, comment in enumerate(listed)
        if place < FIRST or comment.user_id == user.pk or context.get("shows_all")
    ]
    return {
        "page": page,
        "url": page.get_url(request) or "/",
        "comments": shown,
        "further": len(listed) - len(shown),
        "count": sum(comment.is_shown for comment in listed),
        "shows_all": context.get("shows_all"),
        "form": form,
        "blocked": blocked,
        "kept": kept,
        "csrf_token": context.get("csrf_token"),
    }
