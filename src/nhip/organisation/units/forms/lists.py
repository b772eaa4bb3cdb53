"""A list of units: read from a file, then carried, signed, from the dry run to the import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nhip.kit.sheets.reading import Fault, Table, read_table

from ..rules import ListedUnit, listed

HEADINGS = {
    "code": ("Mã đơn vị", "Mã", "Mã số", "Code"),
    "name": ("Tên", "Tên đơn vị", "Name"),
    "parent": ("Mã đơn vị trên", "Mã đơn vị cấp trên", "Mã cấp trên", "Parent code"),
    "order": ("Thứ tự", "Order"),
    "start_on": ("Từ ngày", "From"),
}
SALT = "units.list"
MAX_AGE = 24 * 60 * 60


class UnitListForm(forms.Form):
    """A file that holds a list of units."""

    file = forms.FileField(
        label=_("List of units (.xlsx or .csv)"),
        help_text=_("Nothing is written yet: first you see what would come."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
        allow_empty_file=True,
    )
    table: Table
    rows: list[ListedUnit]
    faults: list[Fault]

    def clean_file(self) -> UploadedFile[Any]:
        """Read it; a file that is no table is refused at the field."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        assert upload.file
        self.table = read_table(upload.name or "", upload.file, HEADINGS)
        self.table.leave_foot("code", "name")
        self.rows, faults = listed(self.table.rows)
        self.faults = [*self.table.faults, *faults]
        return upload


def pack(rows: Sequence[ListedUnit], user_id: int) -> str:
    """Write a list as one signed word for a hidden field; it is good for one person and one day."""
    plain = [
        (each.code, each.name, each.parent, each.order,
         each.start_on and each.start_on.isoformat(), dict(each.cells))
        for each in rows
    ]  # fmt: skip
    return signing.dumps([user_id, plain], salt=SALT, compress=True)


def unpack(packed: str, user_id: int) -> list[ListedUnit] | None:
    """Return the list, or None if it is not the one that was shown to this person."""
    try:
        owner, plain = signing.loads(packed, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return None
    if owner != user_id:
        return None
    return [
        ListedUnit(code, name, parent, order, date.fromisoformat(day) if day else None, cells)
        for code, name, parent, order, day, cells in plain
    ]
