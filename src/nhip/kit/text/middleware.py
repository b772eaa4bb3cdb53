"""Text is normalised once, at the front door: NFD, a pasted zero-width space and NUL end here."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from .rules import nfc

LONGEST_PATH = 4000  # Python turns no more than 4,300 digits into a number
Answer = Callable[[HttpRequest], HttpResponse]


class NormalisedInput:
    """Query strings, form fields and names of uploaded files arrive in composed letters.

    NUL, which PostgreSQL cannot even look for, does not arrive at all: not in a cookie either.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {n: value for n, value in request.COOKIES.items() if "\0" not in value}
        if "\0" in request.path or len(request.path) > LONGEST_PATH:
            raise Http404  # nothing is called so, and no database, disk or library may be asked
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
