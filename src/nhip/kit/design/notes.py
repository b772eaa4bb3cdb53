"""What a page says when it comes back: what was done, and the step that comes next, as a link."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html


def say_done(
    request: HttpRequest, done: str | Promise, onward: str | Promise = "", address: str = ""
) -> None:
    """Say on the next page what was done; `onward` is the next step, a link where it has an address."""
    shape = '{} <a href="{}">{}</a>' if address and onward else "{} {}" if onward else "{}"
    said = [done, address, onward] if address and onward else [done, onward]
    messages.success(request, format_html(shape, *said))
