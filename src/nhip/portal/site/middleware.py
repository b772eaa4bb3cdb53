"""Every door of the editor's side passes the journal, or stays shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused

from .actions import note_changes
from .rules import ACCOUNTS, continues_a_draft, refusal_of
from .watching import watch

EDITORS = "/bien-tap/"
SAFE = ("GET", "HEAD", "OPTIONS")


class EditorsSide:
    """Refuse what is not done there; write down, in the same transaction, whatever is.

    The view is called here, not after here: what it raises takes its rows back.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of the view, or let it answer under our eyes."""
        if not request.path.startswith(EDITORS) or not _may_enter(request):
            return None  # sent to the sign-in, by Wagtail's own door
        match = request.resolver_match
        name = match.view_name if match else ""
        changes = request.method not in SAFE
        if words := refusal_of(name, kwargs, changes=changes):
            return _refuse(request, str(words), by_people=words is ACCOUNTS)
        if not changes:
            return None
        try:
            with transaction.atomic(), watch() as seen:
                answer = view(request, *args, **kwargs)
                if answer.status_code >= 500:
                    transaction.set_rollback(True)
                elif not continues_a_draft(name, request.POST):
                    note_changes(seen, request.path, by=cast(User, request.user), at=timezone.now())
        except (ProtectedError, RestrictedError):
            return _refuse(request, _("Something else rests on this: it is not deleted."))
        except MultiValueDictKeyError:
            return _refuse(request, _("The form came incomplete: nothing is kept."))
        except ValidationError as refusal:
            return _refuse(request, " ".join(refusal.messages))
        except Refused as refusal:
            return _refuse(request, str(refusal))
        return answer


def _may_enter(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def _refuse(request: HttpRequest, words: str, *, by_people: bool = False) -> HttpResponse:
    """Say why: to a script as it expects, to a person above the page they came from."""
    asks_for = request.headers.get("Accept", "")
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if is_script or "/api/" in request.path or asks_for.startswith("application/json"):
        return JsonResponse({"message": words, "detail": words}, status=403)
    messages.error(request, words)
    if by_people and request.user.has_perm("accounts.change_user"):
        return redirect("people:accounts")
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(came_from, hosts, request.is_secure())
    if is_ours and came_from != request.build_absolute_uri() and EDITORS in came_from:
        return came_from
    return reverse("wagtailadmin_home")
