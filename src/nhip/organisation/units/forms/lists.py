"""A list of units: read from a file, then carried, signed, from the dry run to the import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nhip.kit.sheets.faults import first_of_cells
from nhip.kit.sheets.opening import ACCEPT
from nhip.kit.sheets.reading import Fault, Table, read_table
from nhip.kit.text.forms import DayField
from nhip.kit.text.rules import write_day

from ..rules import ListedUnit, listed

HEADINGS = {
    "code": ("Mã đơn vị", "Mã", "Mã số", "Code"),
    "name": ("Tên", "Tên đơn vị", "Tên cơ quan, đơn vị", "Tên cơ quan", "Đơn vị", "Name"),
    "parent": (
        "Mã đơn vị trên",
        "Mã đơn vị cấp trên",
        "Mã cấp trên",
        "Đơn vị cấp trên",
        "Đơn vị trên",
        "Cấp trên",
        "Trực thuộc",
        "Thuộc",
        "Thuộc đơn vị",
        "Parent code",
    ),
    "order": ("Thứ tự", "Order"),
    "start_on": ("Từ ngày", "Thành lập từ ngày", "From"),
}
MAY_LACK = ("order", "start_on")
FILLED = ("code", "name")
SALT = "units.list"
MAX_AGE = 24 * 60 * 60


class UnitListForm(forms.Form):
    """A file that holds a list of units."""

    file = forms.FileField(
        label=_("List of units (.xlsx, .xls, .ods or .csv)"),
        help_text=_("Nothing is written yet: first you see what would come."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
    )
    table: Table
    rows: list[ListedUnit]
    faults: list[Fault]

    def clean_file(self) -> UploadedFile[Any]:
        """Read it; a file that is no table is refused at the field."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        assert upload.file
        name, file = upload.name or "", upload.file
        self.table = read_table(name, file, HEADINGS, MAY_LACK, FILLED)
        self.rows, faults = listed(self.table.rows)
        self.faults = first_of_cells([*self.table.faults, *faults])
        return upload


class SinceForm(forms.Form):
    """The day of all new units whose row has none."""

    since = DayField(
        label=_("From, for all units without a day of their own"),
        help_text=_("Before this day they do not stand: no report of an earlier period is theirs."),
    )

    def __init__(self, *args: Any, first: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first

    def clean_since(self) -> date:
        """Refuse a day on which nothing stood under which they could."""
        since: date = self.cleaned_data["since"]
        if self.first and since < self.first:
            words = _("The unit on top stands from %(day)s on: write that day or a later one.")
            raise ValidationError(words % {"day": write_day(self.first)})
        return since


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
