"""Where an action leaves people: held at every address of the staff pages that any test presses.

After a press the page stands where its result is, and says what was done: the address leads to one thing,
to a place on its page, back to where it was pressed, or the words carry the link.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from django.contrib.messages import SUCCESS, get_messages
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

STAFF_PAGES = "/lam-viec/"
SILENT = {
    "reports:entry": "the next section opens; what was typed stands there",
    "reports:several": "the same, for several units",
    "reports:open": "what was begun opens",
    "forms:design": "the row that was moved or added stands under the eye",
    "hall:brief": "what changed since then is shown anew",
    "hall:inbox": "what was unread is read",
}
ABOUT_ONE_THING = {
    "people:mine": "one's own account",
    "notices:mail": "the mail server",
    "indicators:invented": "what was invented",
}


class Lands:
    """Stands before every view of the suite."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        is_press = request.method == "POST" and request.path.startswith(STAFF_PAGES)
        if is_press and answer.status_code == 302 and request.user.is_authenticated:
            name = resolve(request.path).view_name
            fault = "" if name in SILENT else landing_fault(request, answer)
            assert not fault, f"{name} -> {answer['Location']}: {fault}"
        return answer


def landing_fault(request: HttpRequest, answer: HttpResponse) -> str:
    """Say what is wrong with where a press leaves somebody, "" for nothing."""
    # Asked for as everybody does, they would be used up and the page that follows had none.
    said = list(get_messages(request)._queued_messages)  # type: ignore[attr-defined]
    if not said:
        return "says nothing"
    is_done = any(message.level == SUCCESS for message in said)
    shows_link = any("<a href" in str(message) for message in said)
    to = urlsplit(answer["Location"])
    if is_done and not shows_link and not _shows_result(request, to):
        return f"leads to no result: {said[0]}"
    return ""


def _shows_result(request: HttpRequest, to: SplitResult) -> bool:
    try:
        target = resolve(to.path or request.path)
    except Resolver404:  # an address of the site itself, or one somebody made up
        return True
    begun = urlsplit(request.POST.get("next", "")).path
    return bool(
        "list" in request.POST  # what a list makes is the list it leads to
        or target.kwargs
        or _stays_in_view(to)
        or to.path in ("", request.path, begun)
        or target.view_name in ABOUT_ONE_THING
    )


def _stays_in_view(to: SplitResult) -> bool:
    """Tell of a place on a page: only staff pages keep what is said beside it (`.notes` of staff.css)."""
    return bool(to.fragment) and (not to.path or to.path.startswith(STAFF_PAGES))
