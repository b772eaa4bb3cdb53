"""A list of people: read from a file, then carried, signed, from the trial to the import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nhip.kit.sheets.faults import first_of_cells
from nhip.kit.sheets.opening import ACCEPT
from nhip.kit.sheets.reading import Fault, Table, read_table

from ..actions import Given
from ..rules import OPTIONAL, Person, read_people

HEADINGS = {
    "unit": (
        "Mã đơn vị",
        "Đơn vị",
        "Tên đơn vị",
        "Cơ quan, đơn vị",
        "Thuộc",
        "Thuộc đơn vị",
        "Unit code",
    ),
    "post": ("Chức vụ", "Chức danh", "Post"),
    "name": ("Họ và tên", "Họ tên", "Tên", "Full name"),
    "username": ("Tên đăng nhập", "Tài khoản", "Tên tài khoản", "User name"),
    "role": ("Vai trò", "Role"),
    "email": ("Email", "E-mail", "Thư điện tử"),
    "phone": ("Điện thoại", "Số điện thoại", "SĐT", "Di động", "Phone", "Telephone"),
}
FILLED = ("unit", "role")
LIST, PASSWORDS = "people.list", "people.passwords"  # salts: one cannot stand for the other
MAX_AGE = 24 * 60 * 60


class PeopleForm(forms.Form):
    """A file that holds a list of people."""

    file = forms.FileField(
        label=_("List of accounts (.xlsx, .xls, .ods or .csv)"),
        help_text=_("Nothing is written yet: first you see what would come."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
    )
    table: Table
    people: list[Person]
    faults: list[Fault]

    def clean_file(self) -> UploadedFile[Any]:
        """Read it; a file that is no table is refused at the field."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        assert upload.file
        self.table = read_table(upload.name or "", upload.file, HEADINGS, OPTIONAL, FILLED)
        self.people, faults = read_people(self.table.rows)
        self.faults = first_of_cells([*self.table.faults, *faults])
        return upload


def pack(rows: Sequence[Person] | Sequence[Given], salt: str, user_id: int) -> str:
    """Write rows as one signed word for a hidden field; it is good for one person and one day."""
    return signing.dumps([user_id, [astuple(row) for row in rows]], salt=salt, compress=True)


def unpack(packed: str, salt: str, user_id: int) -> list[list[Any]] | None:
    """Return the rows, or None if they are not those that were shown to this person."""
    try:
        owner, rows = signing.loads(packed, salt=salt, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return None
    return rows if owner == user_id else None
