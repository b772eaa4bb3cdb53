"""Text is normalised once, at the front door: a Mac's NFD and a pasted zero-width space end here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from .rules import nfc

Answer = Callable[[HttpRequest], HttpResponse]


class NormalisedInput:
    """Query strings, form fields and names of uploaded files arrive in composed letters.

    NUL, which PostgreSQL cannot even look for, does not arrive at all: not in a cookie either.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {n: value for n, value in request.COOKIES.items() if "\0" not in value}
        if request.GET:
            request.GET = _normalised(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _normalised(request.POST)  # type: ignore[assignment]
            for files in request.FILES.lists():
                for file in files[1]:
                    file.name = nfc(file.name or "")
        return self.answer(request)


def _normalised(sent: QueryDict) -> QueryDict:
    result = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        result.setlist(name, [nfc(value.replace("\0", "")) for value in values])
    result._mutable = False
    return result
