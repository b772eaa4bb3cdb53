"""A form on paper, empty or filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from nhip.kit.docx.writing import write_docx
from nhip.kit.sheets.pages import write_xlsx
from nhip.kit.text import pages
from nhip.organisation.units.choices import Layout

from . import papers
from .models import Form
from .rules import Figure, Place

KINDS = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
WIDTHS = (5, 40, 11, 12, 11, 11)
FIGURE_AT = 3
UNNAMED = ("…" * 12, "…" * 16)  # to be filled in by hand
COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
HEADINGS = {Layout.PARTY: ("ĐẢNG CỘNG SẢN VIỆT NAM",)}
SIGNERS = {
    Layout.PARTY: gettext_lazy("FOR THE COMMITTEE"),
    Layout.STATE: gettext_lazy("HEAD OF THE UNIT"),
    Layout.MILITARY: gettext_lazy("COMMANDER OF THE UNIT"),
}


@dataclass(frozen=True)
class PaperFrame:
    """What stands around a filled sheet: who sends it in which family of layout, who signs, to whom.

    An empty `signer` is the unit's head; a number and an addressee are only those of what goes outside.
    """

    layout: str
    sender: Sequence[str]
    day: date | None
    signer: str = ""
    number: str = ""
    addressee: str = ""
    foot: str = ""


def form_paper(form: Form) -> pages.Paper:
    """Return an empty form."""
    subtitle = _("Version %(n)s") % {"n": form.version}
    return paper_of(form, form.name, subtitle, papers.blank_sheet(form))


def paper_of(
    form: Form,
    title: str,
    subtitle: str,
    sheet: papers.Sheet,
    marks: Mapping[str, str] | None = None,
    frame: PaperFrame | None = None,
) -> pages.Paper:
    """Return a form's sheet on paper, as Decree 30/2020, annex I, lays it out.

    Sender and country, day, title, signatures; `marks` travel with it beside the form's own. In a
    frame it says what was handed in; without one it is to be filled in, so it guides and leaves room.
    """
    is_done = frame is not None
    frame = frame or PaperFrame(form.organ.layout if form.organ else Layout.STATE, UNNAMED, None)
    number = pgettext("on paper", "No.")
    headings = (number, _("Indicator"), _("Measure"), _("This period"), _("Previous period"))
    blocks = [
        pages.Block(
            f"{part.section.number}. {part.section.title}",
            "\n".join(filter(None, ["" if is_done else part.section.guidance, _files(part)])),
            (*headings, _("A year ago")),
            [row for line in part.lines for row in _rows(line)],
            ""
            if is_done and not part.text
            else _("Remarks on section %(number)s") % {"number": part.section.number},
            part.text,
            f"n.{part.section.number}",
        )
        for part in sheet.parts
    ]
    how = _("(sign, full name)")
    beside = (_("DRAWN UP BY"), how)
    if frame.addressee:
        beside = (_("Recipients:"), _("- as above;\n- filed."))
    return pages.Paper(
        title,
        subtitle,
        blocks,
        WIDTHS,
        FIGURE_AT,
        {"form": form.code, "version": str(form.version), **(marks or {})},
        (frame.sender, HEADINGS.get(Layout(frame.layout), COUNTRY)),
        _dated(frame.day),
        frame.number,
        frame.addressee,
        (beside, (frame.signer or str(SIGNERS[Layout(frame.layout)]), how)),
        frame.foot or str(form),
    )


def _files(part: papers.SheetPart) -> str:
    """Say what files a section asks for, or those it has, each with the digest it is told by."""
    if part.files:
        named = [f"{each.name} (SHA-256 {each.digest[:16]}…)" for each in part.files]
        return _("Attached: %(files)s") % {"files": "; ".join(named)}
    return f"{_('Attachments')}: {part.files_asked}." if part.files_asked else ""


def _dated(day: date | None) -> str:
    """Write where and when, to be filled in where it is not known; days below 10 with a nought."""
    if day is None:
        return _("………, on …… month …… year ……")
    said = {"day": f"{day:%d}", "month": f"{day:%m}" if day.month < 3 else day.month}
    return _("………, on %(day)s month %(month)s year %(year)d") % (said | {"year": day.year})


def key_of(place: Place) -> str:
    """Return the key by which a file's cell is found."""
    section, number = place
    return f"o.{section}.{number}"


def _rows(line: papers.SheetLine) -> list[pages.PageLine]:
    key = "" if line.is_computed else key_of(line.asked.place)

    def said(figure: Figure | None) -> pages.Said:
        if figure is None:
            return None
        if figure.is_nil:
            return _("nothing to report")
        return pages.ScaledNumber(figure.amount, line.asked.decimals)

    name = f"– {line.asked.name}" if line.asked.item else line.asked.name
    row = pages.PageLine(
        (
            str(line.asked.place[1]),
            name,
            line.indicator.measure,
            said(line.figure) or line.typed.raw or None,
            said(line.before),
            said(line.last_year),
        ),
        key,
    )
    return [pages.PageLine((line.group,), is_heading=True), row] if line.group else [row]
