"""Two addresses for whatever watches over the servers; they show nothing but yes or no."""

from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from nhip.hall.beginning.queries import is_open
from nhip.portal.delivery.queries import store

_is_migrated = False


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too, and has all that this code expects in it; all is set up."""
    global _is_migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated:  # asked once: the code cannot change under a running process
            executor = MigrationExecutor(connection)
            _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return HttpResponse("no database", status=503, content_type="text/plain")
    if not _is_migrated:
        return HttpResponse("not migrated", status=503, content_type="text/plain")
    if not store().has_room():
        return HttpResponse("disk full", status=503, content_type="text/plain")
    if settings.IS_BEGINNING and is_open():
        return HttpResponse("not set up", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


WATCHED = {"/-/live": live, "/-/ready": ready}


class Health:
    """Answers both before anything else: whoever watches asks by any name, over HTTP too."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return WATCHED.get(request.path, self.answer)(request)
