"""Which doors of the editor's side stand open: everything else that would change something is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACCOUNTS = _("Accounts, passwords and groups are looked after on the page of accounts.")
ONE_BY_ONE = _("Publish and withdraw pages one by one: each is looked at.")
NO_COPIES = _("Pages are not copied here: an article is copied on the page where it is signed.")
FOR_EVERYBODY = _("What is public is for everybody: no page or collection is hidden from some.")
NO_WORKFLOW = _("There are no workflows: publishing is the publishing editor's one act.")
NO_SCHEDULE = _("What is signed to go out later is stopped on the page where it was signed.")
BY_THE_PAGES = _("Pages are not changed by this interface. Use their own pages.")
NOT_HERE = _("This is not done here.")

PEOPLE = ("wagtailusers_users", "wagtailusers_groups")
CLOSED: dict[str, str | Promise] = {
    **dict.fromkeys(PEOPLE, ACCOUNTS),
    "wagtailadmin_api:pages:action": BY_THE_PAGES,
    "wagtailadmin_pages:copy": NO_COPIES,
    "wagtailadmin_pages:convert_alias": NO_COPIES,
    "wagtailadmin_pages:set_privacy": FOR_EVERYBODY,
    "wagtailadmin_collections:set_privacy": FOR_EVERYBODY,
    "wagtailadmin_pages:revisions_unschedule": NO_SCHEDULE,
    "wagtailadmin_pages:workflow_action": NO_WORKFLOW,
    "wagtailadmin_pages:collect_workflow_action_data": NO_WORKFLOW,
    "wagtailadmin_pages:confirm_workflow_cancellation": NO_WORKFLOW,
    "wagtailadmin_pages:workflow_preview": NO_WORKFLOW,
    "wagtailadmin_workflows": NO_WORKFLOW,
    "wagtailimages:preview": NOT_HERE,  # it shows an upload with what its camera wrote
}
"""Addresses, or whole families of them, that nobody opens, and what is said instead."""

MANY: dict[tuple[str, str], str | Promise] = {
    ("basepage", "publish"): ONE_BY_ONE,
    ("basepage", "unpublish"): ONE_BY_ONE,
    ("user", "*"): ACCOUNTS,
}
"""What is not done to many at a stroke: kind of record and deed."""

OPEN = (
    "wagtailadmin_pages",
    "wagtailadmin_choose_page",
    "wagtailadmin_collections",
    "wagtailadmin_tag",
    "wagtailadmin_block_preview",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions",
    "wagtail_bulk_action",
    "wagtailredirects",
    "wagtailsettings",
    "wagtaildocs",
    "wagtailimages",
    "wagtailsnippets",
    "wagtailsites",
    "news_figures",
    "pictures",
    "news_paste",
    "to-chuc-",
)
"""What the names of addresses begin with at which something may be changed; a new one is closed at first."""

UNTOLD = {
    "django_session": "who is signed in, and what a page said once",
    "wagtailadmin_editingsession": "who has a page open now",
    "wagtailadmin_formstate": "what is typed and not kept yet, for its preview",
    "wagtailusers_userprofile": "how somebody wants the editor to look",
    "wagtailcore_uploadedfile": "a file on its way that nobody has kept yet",
    "pictures_rendition": "made of a picture, as often as wanted",
    "wagtailsearch_indexentry": "follows what it finds",
    "wagtailsearch_indexentry_fts": "follows what it finds",
    "news_findable": "follows what it finds",
    "news_findable_words": "follows what it finds",
    "wagtailcore_referenceindex": "follows what refers to what",
    "wagtailcore_pagesubscription": "who is told of comments",
    "django_tasks_database_dbtaskresult": "work that waits; whoever does it writes what it did",
    "delivery_purge": "pages made anew",
    "django_content_type": "made of the code",
}
"""Tables that hold no fact of the office, and why."""


def refusal_of(name: str, named: Mapping[str, Any], *, changes: bool) -> str | Promise:
    """Say why an address of the editor's side is closed, "" where it is open.

    `name` is what the address is called, `named` what stands in it; `changes` where it is not only read.
    """
    for closed, words in CLOSED.items():
        if name == closed or name.startswith(f"{closed}:"):
            return words
    if name == "wagtail_bulk_action":
        kind, deed = str(named.get("model_name")), str(named.get("action"))
        for each in ((kind, deed), (kind, "*")):
            if each in MANY:
                return MANY[each]
    return NOT_HERE if changes and not name.startswith(OPEN) else ""


def continues_a_draft(name: str, sent: Mapping[str, Any]) -> bool:
    """Tell whether the editor saves by itself what it saved a moment ago: one draft, one row in the journal."""
    is_page = name == "wagtailadmin_pages:edit"
    return is_page and bool(sent.get("overwrite_revision_id")) and "action-publish" not in sent
