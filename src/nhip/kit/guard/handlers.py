"""The upload's door: a marked file reaches no disk of ours, and its form says why at the field."""

import tempfile
from typing import IO, Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from .forms import IN_FILE, MarkedText
from .rules import find_mark
from .uploads import MAX_FILE, OPENED, Unreadable, read_text

IN_MEMORY = 2 * 1024 * 1024
UNREADABLE = _(
    "This file cannot be checked for classification marks: it is damaged, locked with a password or"
    " too large. Save it again without a password, in at most 30 MB."
)


class RefusedFile(UploadedFile):  # type: ignore[type-arg]
    """Stands where a refused file was: a form field that asks its size gets the reason."""

    def __init__(self, name: str, refusal: ValidationError) -> None:
        self.refusal = refusal
        super().__init__(name=name)

    @property
    def size(self) -> NoReturn:
        raise self.refusal

    @size.setter
    def size(self, value: object) -> None:
        """Django sets it; there is no content to measure."""


class GuardedUploadHandler(FileUploadHandler):
    """First in the chain: reads along, and answers with a RefusedFile where a mark is found."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.copy: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass every chunk on; keep what may have to be opened."""
        if start < MAX_FILE:
            self.copy.write(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> RefusedFile | None:
        """Return a RefusedFile, or None: the next handler's file is taken."""
        name = self.file_name or ""
        with self.copy as file:
            file.seek(0)
            try:
                if file_size > MAX_FILE and name.lower().endswith(OPENED):
                    raise Unreadable
                mark = find_mark(read_text(name, file))
            except Unreadable:
                return RefusedFile(name, ValidationError(UNREADABLE, code="unreadable"))
        return RefusedFile(name, MarkedText(mark, IN_FILE)) if mark else None
