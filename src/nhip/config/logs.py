"""One line of JSON for each thing worth knowing, with the request it belongs to."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

# Whoever reads them may make the first account, choose another's password, take over an address.
KEY = re.compile(
    r"(/bat-dau/|/tai-khoan/(?:password/reset/key|confirm-email)/)(?!set-password)[^\s/?\"']{20,}"
)


def without_key(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Leave keys of the first run and of letters out of a line: logs are read by more people than may."""
    for name in line.keys() & {"path", "event"}:
        line[name] = KEY.sub(r"\1…", str(line[name]))
    return line


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    without_key,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
log = structlog.get_logger(__name__)


def logging_to_stderr(level: str, *, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING: ours and every library's lines through one formatter."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "filters": {"one_line": {"()": lambda: _one_line}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Scanners ask for any host: each is worth a line, not a traceback.
            "django.security.DisallowedHost": {"filters": ["one_line"]},
        },
    }


def _one_line(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


class RequestId:
    """Name each request, in its log lines and in its answer."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = uuid.uuid4().hex
        with bound_contextvars(request_id=name):
            response = self.answer(request)
            log.info(
                "answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round(1000 * (time.perf_counter() - began), 1),
            )
        response.headers["X-Request-ID"] = name
        return response
