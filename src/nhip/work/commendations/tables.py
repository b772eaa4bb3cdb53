"""The list of a decision, from a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.sheets.cells import Unread, day, one_of, text
from nhip.kit.text.rules import fold
from nhip.office.documents.models import Document
from nhip.office.records.rules import SpanBackwards
from nhip.office.records.tables import ListColumn, ListLine, RecordList, WrongCell
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Unit
from nhip.organisation.units.rules import UnitNames

from .actions import Award, take_in_certificates
from .choices import Recipient
from .queries import places
from .rules import AlreadyAwarded

KINDS = {"tập thể": Recipient.COLLECTIVE, "cá nhân": Recipient.INDIVIDUAL} | {
    kind.value: kind for kind in Recipient
}


class CertificateList(RecordList[Award]):
    """The list that came with a decision."""

    title = gettext_lazy("Certificates from a list")
    sheet, file_name = "Bằng khen", "mau-danh-sach-khen-thuong.xlsx"
    refused_at = {
        SpanBackwards: "last",
        AlreadyAwarded: "written_as",
        BeyondAuthority: "recipient",
    }
    columns = [
        ListColumn(
            "recipient",
            ("Đối tượng", "Loại", "Recipient"),
            one_of(KINDS),
            example="xóa dòng này",
            hint="tập thể, cá nhân",
        ),
        ListColumn(
            "unit",
            ("Mã đơn vị", "Đơn vị", "Unit"),
            text(200),
            example="07",
            hint=gettext_lazy("code of the unit, or its name"),
        ),
        ListColumn(
            "written_as",
            ("Ghi trong quyết định", "Tên ghi", "As written"),
            text(200),
            example="Trợ lý kế hoạch, Đơn vị 07",
            is_needed=False,
            hint=gettext_lazy("an individual by post; a collective's name may stay empty"),
        ),
        ListColumn("merit", ("Thành tích", "For what"), text(300), example="Thành tích xuất sắc"),
        ListColumn(
            "given_on",
            ("Ngày trao", "Given on"),
            day,
            is_needed=False,
            hint=gettext_lazy("the day of the decision where it is left empty"),
        ),
        ListColumn("first", ("Xét từ ngày", "Reviewed from"), day, example="1/1/2017"),
        ListColumn("last", ("Xét đến ngày", "Reviewed until"), day, example="31/12/2021"),
    ]

    def __init__(self, by: User, on: date, decision: Document) -> None:
        super().__init__(by, on)
        self.decision = decision

    def prepare(self, lines: Sequence[ListLine[Award]]) -> None:
        """Fetch the units a line may name, and the lines that stand."""
        self.places = places(self.decision)
        self.units = {unit.code: unit for unit in Unit.objects.filter(pk__in=self.places)}
        self.names = UnitNames((place.code, place.name) for place in self.places.values())
        kept = self.decision.certificates.filter(struck_at=None)
        self.standing = {(each.key, fold(each.merit), each.given_on) for each in kept}

    def judge(self, line: ListLine[Award]) -> Award | None:
        said = line.said
        try:
            unit = self.units[self.names.code_of(line.row.values["unit"])]
        except Unread as wrong:
            raise WrongCell("unit", str(wrong)) from wrong
        if said["recipient"] == Recipient.INDIVIDUAL and not said["written_as"]:
            raise WrongCell("written_as", _("Write the post, as the decision does."))
        award = Award(
            self.decision,
            unit,
            said["recipient"],
            said["written_as"] or unit.name[:200],
            said["merit"],
            said["given_on"] or self.decision.issued_on,
            Span(said["first"], said["last"] + timedelta(days=1)),
            is_sample=self.decision.is_sample,
        )
        stands = (award.line.key, fold(award.merit), award.given_on) in self.standing
        return None if stands else award

    def take_in(self, rows: Sequence[Award], *, by: User, at: datetime) -> None:
        take_in_certificates(rows, by=by, at=at)
