"""A list of papers from a spreadsheet: past years enter the register with the numbers they bear."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.sheets.cells import Unread, day, one_of, text, whole
from nhip.kit.sheets.reading import Value
from nhip.kit.text.rules import fold, write_day
from nhip.office.records.rules import ComesLater, SpanBackwards
from nhip.office.records.tables import ListColumn, ListLine, RecordList, WrongCell
from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import EndsTooSoon, NewAuthority, take_in_authority
from nhip.organisation.people.choices import Power
from nhip.organisation.people.models import Authority
from nhip.organisation.people.registry import subjects
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.models import NumberSeries

from .actions import NewPaper, take_in_papers
from .models import Document
from .queries import holding_kinds, own_series
from .rules import (
    MOST_NUMBER,
    HoldsForNoSpan,
    NumberTaken,
    SeriesClosed,
    check_days,
    check_holding,
    closed_span,
    number_year,
)

DAY = timedelta(days=1)


class PaperList(RecordList[NewPaper]):
    """Papers, each with the series that numbers it; without a number it gets the next."""

    title = gettext_lazy("Papers from a list")
    sheet = "Văn bản"
    file_name = "mau-danh-sach-van-ban.xlsx"
    refused_at: ClassVar[dict[type[Exception], str]] = {
        ComesLater: "issued_on",
        SeriesClosed: "issued_on",
        NumberTaken: "number",
        HoldsForNoSpan: "holds_from",
        SpanBackwards: "holds_until",
    }

    def __init__(self, by: User, on: date) -> None:
        super().__init__(by, on)
        self.series = list(own_series(by, on))
        first = self.series[0] if self.series else None
        self.names = ", ".join(dict.fromkeys(each.name for each in self.series))
        self.columns = [
            ListColumn(
                "organ",
                ("Cơ quan ban hành", "Organ"),
                text(200),
                example=first.organ.name if first else "Ban Chấp hành",
                is_needed=False,
                hint=gettext_lazy("may stay empty where one organ only has such a series"),
            ),
            ListColumn(
                "series",
                ("Loạt số", "Series"),
                self._read_series,
                example=first.name if first else "Nghị quyết",
                hint=self.names,
            ),
            ListColumn(
                "number",
                ("Số", "Number"),
                whole(1, MOST_NUMBER),
                example="1",
                is_needed=False,
                hint=gettext_lazy("the number the paper bears; empty: the next of the series"),
            ),
            ListColumn("issued_on", ("Ngày ban hành", "Ngày", "Date"), day, example="xóa dòng này"),
            ListColumn(
                "subject", ("Trích yếu", "Subject"), text(300), example="Về công tác năm 2021"
            ),
            _day("about_from", "Nói về từ ngày", "1/1/2021"),
            _day("about_until", "Nói về đến ngày", "31/12/2021"),
            _day("holds_from", "Hiệu lực từ ngày", ""),
            _day("holds_until", "Hiệu lực đến ngày", ""),
        ]

    def prepare(self, lines: Sequence[ListLine[NewPaper]]) -> None:
        """Read what the register holds of the years the list speaks of."""
        self.holding = holding_kinds()
        self.by_number: dict[Hashable, Document] = {}
        self.by_words: dict[Hashable, Document] = {}
        years = {line.said["issued_on"].year for line in lines}
        found = Document.objects.filter(series__in=self.series, issued_on__year__in=years)
        terms = Document.objects.filter(
            series__in=[each for each in self.series if each.restarts == "term"]
        )
        for paper in (found | terms).order_by("pk"):
            self.by_number[paper.series_id, paper.year, paper.number] = paper
            if not paper.is_struck:
                self.by_words[paper.series_id, paper.issued_on, fold(paper.subject)] = paper

    def same_as(self, line: ListLine[NewPaper]) -> tuple[str, Hashable] | None:
        said = line.said
        words = fold(said["organ"] or ""), fold(said["series"])
        if said["number"]:
            return "number", (*words, said["number"], said["issued_on"].year)
        return "subject", (*words, said["issued_on"], fold(said["subject"]))

    def judge(self, line: ListLine[NewPaper]) -> NewPaper | None:
        said = line.said
        series = self._series(said)
        about, holds = self._spans(said)
        check_days(said["issued_on"], series.start_on, series.end_on, self.on)
        check_holding(said["holds_from"], holds, holds=series.kind in self.holding)
        if self._stands(series, said):
            return None
        return NewPaper(
            series,
            said["issued_on"],
            said["subject"],
            about=about,
            number=said["number"],
            holds_start_on=said["holds_from"],
            holds_end_on=holds,
        )

    def take_in(self, rows: Sequence[NewPaper], *, by: User, at: datetime) -> None:
        take_in_papers(rows, by=by, at=at)

    def _named(self, name: str) -> list[NumberSeries]:
        wanted = fold(name)
        return [each for each in self.series if wanted in (fold(each.name), fold(each.code))]

    def _read_series(self, value: Value) -> str:
        name = text(160)(value)
        if not self._named(name):
            words = _("no series you keep is called “%(name)s”. Write one of: %(names)s.")
            raise Unread(words % {"name": name, "names": self.names})
        return name

    def _series(self, said: dict[str, Any]) -> NumberSeries:
        """Return the one series a line means among those its writer keeps."""
        named = self._named(said["series"])
        if said["organ"]:
            organ = fold(said["organ"])
            named = [each for each in named if fold(each.organ.name) == organ]
            if not named:
                words = _("“%(organ)s” has no series “%(name)s”.")
                raise WrongCell("organ", words % {"organ": said["organ"], "name": said["series"]})
        if len(named) > 1:
            words = _("write the organ: several have such a series (%(organs)s).")
            organs = ", ".join(each.organ.name for each in named)
            raise WrongCell("organ", words % {"organs": organs})
        return named[0]

    def _spans(self, said: dict[str, Any]) -> tuple[Span | None, date | None]:
        """Return the half-open span it is about, and the day after the last it holds."""
        for first, last in (("about_from", "about_until"), ("holds_from", "holds_until")):
            if said[first] and said[last] and said[last] < said[first]:
                raise WrongCell(last, _("This day lies before the first."))
        if bool(said["about_from"]) != bool(said["about_until"]):
            empty = "about_until" if said["about_from"] else "about_from"
            raise WrongCell(empty, _("Write both days, or neither."))
        last = said["holds_until"]
        return closed_span(said["about_from"], said["about_until"]), last + DAY if last else None

    def _stands(self, series: NumberSeries, said: dict[str, Any]) -> bool:
        """Return whether the register has this paper. Raises WrongCell where it has another one."""
        on, words = said["issued_on"], fold(said["subject"])
        if said["number"] is None:
            return (series.pk, on, words) in self.by_words
        year = number_year(series.restarts, on, series.start_on)
        there = self.by_number.get((series.pk, year, said["number"]))
        if there is None:
            return False
        if there.is_struck:
            raise WrongCell("number", _("stands in the register, struck. Restore it on its page."))
        if (there.issued_on, fold(there.subject)) != (on, words):
            told = {"day": write_day(there.issued_on), "subject": there.subject}
            why = _("is in the register already: %(subject)s, %(day)s.")
            raise WrongCell("number", why % told)
        return True


def _day(key: str, heading: str, example: str) -> ListColumn:
    return ListColumn(key, (heading,), day, example=example, is_needed=False)


class AuthorityList(RecordList[NewAuthority]):
    """Lines of the table of authority: who may issue which kind of paper, and do what else."""

    title = gettext_lazy("Table of authority from a list")
    sheet = "Phân cấp"
    file_name = "mau-bang-phan-cap.xlsx"
    refused_at: ClassVar[dict[type[Exception], str]] = {EndsTooSoon: "until"}

    def __init__(self, by: User, on: date) -> None:
        super().__init__(by, on)
        powers = {str(each.label): each.value for each in Power}
        organs = {str(each.label): each.value for each in OrganKind}
        self.known = {verb: subjects(verb) for verb in powers.values()}
        matters = dict.fromkeys(words for each in self.known.values() for words in each.values())
        self.columns = [
            ListColumn("verb", ("Được", "May"), one_of(powers), hint=", ".join(powers)),
            ListColumn("subject", ("Loại việc", "Matter"), text(120), is_needed=False,
                       hint=_("empty for every kind; else one of: %(all)s") % {"all": ", ".join(matters)}),
            ListColumn("level", ("Cấp", "Level"), whole(1, Authority.LEVELS), "xóa dòng này"),
            ListColumn("organ_kind", ("Loại cơ quan", "Organ"), one_of(organs), is_needed=False,
                       hint=", ".join(organs)),
            ListColumn("on", ("Từ ngày", "From"), day, "1/1/2022"),
            ListColumn("until", ("Đến trước ngày", "Until"), day, is_needed=False, may_lack=True),
            ListColumn("basis", ("Căn cứ", "Legal basis"), text(200), "Quy chế, Điều 5"),
        ]  # fmt: skip

    def prepare(self, lines: Sequence[ListLine[NewAuthority]]) -> None:
        """Ask for the lines that stand already."""
        names = ("verb", "subject", "level", "organ_kind", "start_on", "end_on")
        self.standing = set(Authority.objects.values_list(*names))

    def same_as(self, line: ListLine[NewAuthority]) -> tuple[str, Hashable]:
        """Return what a line says, its basis left out."""
        said = line.said
        matter = fold(said["subject"] or "")
        return "verb", (said["verb"], matter, said["level"], said["organ_kind"], said["on"])

    def judge(self, line: ListLine[NewAuthority]) -> NewAuthority | None:
        """Return the line of a row, None where it stands already. Raises WrongCell."""
        said = line.said
        subject = self._subject(said["verb"], said["subject"] or "")
        organ_kind = said["organ_kind"] or ""
        new = NewAuthority(
            said["verb"],
            subject,
            said["level"],
            organ_kind,
            said["on"],
            said["basis"],
            said["until"],
        )
        says = (new.verb, subject, new.level, organ_kind, new.on, new.until)
        return None if says in self.standing else new

    def _subject(self, verb: str, words: str) -> str:
        known = self.known[verb]
        by_words = {fold(name): code for code, name in known.items()} | {
            fold(code): code for code in known
        }
        if words and fold(words) not in by_words:
            told = _("“%(value)s” is none of these: %(choices)s.")
            shown = {"value": words[:40], "choices": ", ".join(known.values())}
            raise WrongCell("subject", told % shown)
        return by_words[fold(words)] if words else ""

    def take_in(self, rows: Sequence[NewAuthority], *, by: User, at: datetime) -> None:
        """Lay them down."""
        take_in_authority(rows, by=by, at=at)
