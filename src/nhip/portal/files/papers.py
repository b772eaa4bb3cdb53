"""A file on its way to whoever may have it."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .choices import FileUse
from .models import StoredFile
from .rules import part_asked

CAGED = "default-src 'none'; sandbox"


def hand_out(request: HttpRequest, kept: StoredFile) -> HttpResponseBase:
    """Return a paper as a download; video, sound and captions to be played, in the part that is asked."""
    is_paper = kept.use in (FileUse.PAPER, None)
    file = kept.file.open("rb")
    size = kept.file.size
    part = (0, size) if is_paper else part_asked(request.headers.get("Range", ""), size)
    answer: HttpResponse | FileResponse  # the one whole in memory, the other in its own time
    if part is None:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif part == (0, size):
        answer = FileResponse(file, as_attachment=is_paper, filename=kept.filename)
    else:
        first, end = part
        file.seek(first)
        answer = HttpResponse(file.read(min(end - first, AT_ONCE)), status=206)
        end = first + len(answer.content)
        answer["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    answer["Content-Type"] = kept.media_type
    if not is_paper:
        answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = CAGED
    answer["Cache-Control"] = "private, no-cache"
    return answer


AT_ONCE = 4 * 1024 * 1024
"""A player that asks for more gets this much and asks on."""
