"""Lists from spreadsheets: conferences of past years, and the people of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.sheets.cells import Unread, day, text, written
from nhip.kit.sheets.reading import Value
from nhip.kit.text.rules import fold
from nhip.office.records.tables import ListColumn, ListLine, RecordList, WrongCell
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.people.rules import bare_name

from .access import KEEP
from .actions import Coming, NewConference, take_in_conferences, take_in_participants
from .choices import ConferencePart
from .forms import kept_organs, moment
from .models import Conference
from .queries import accounts_on
from .rules import AlreadyThere, NoPart, NoPostThen, NoWords, PersonWords

DROP = "xóa dòng này"  # no day and no part: the example is told as a fault and cannot slip in


def hour(value: Value) -> time:
    """Read an hour of the day as people write it: 14:00, 14 giờ 30, 14h30."""
    said = written(value)
    found = re.fullmatch(r"([0-9]{1,2}) ?(?::|h|giờ) ?([0-9]{2})?", said, re.IGNORECASE)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Unread(_("“%(value)s” is no hour. Write it as 14:00.") % {"value": said[:40]})
    return time(int(found[1]), int(found[2] or 0))


def person(value: Value) -> str:
    """Read a name, without how people are addressed."""
    return bare_name(text(150)(value))


def parts(value: Value) -> list[str]:
    """Read what a person does at a conference: the words of `ConferencePart` with commas between them."""
    names = {
        fold(name): part.value for part in ConferencePart for name in (part.value, str(part.label))
    }
    words = [word.strip() for word in re.split(r"[,;]", written(value)) if word.strip()]
    unknown = [word for word in words if fold(word) not in names]
    if unknown:
        said = {
            "value": unknown[0][:40],
            "choices": ", ".join(str(part.label) for part in ConferencePart),
        }
        raise Unread(_("“%(value)s” is none of these: %(choices)s.") % said)
    return list(dict.fromkeys(names[fold(word)] for word in words))


class ConferenceList(RecordList[NewConference]):
    """Conferences an office held, those of past years too."""

    title = gettext_lazy("Conferences from a list")
    sheet, file_name = "Hội nghị", "mau-danh-sach-hoi-nghi.xlsx"
    columns = [
        ListColumn(
            "organ",
            ("Cơ quan tổ chức", "Cơ quan", "Organ"),
            text(200),
            hint=gettext_lazy("the organ's name, as it stands here"),
        ),
        ListColumn(
            "title", ("Tên hội nghị", "Hội nghị", "Title"), text(200), example="Hội nghị sơ kết"
        ),
        ListColumn("on", ("Ngày họp", "Ngày", "Day"), day, example=DROP),
        ListColumn(
            "hour",
            ("Giờ", "Hour"),
            hour,
            example="14:00",
            is_needed=False,
            hint=gettext_lazy("14:00; 8:00 where it is left empty"),
        ),
        ListColumn("place", ("Địa điểm", "Nơi họp", "Place"), text(200), is_needed=False),
    ]

    def prepare(self, lines: Sequence[ListLine[NewConference]]) -> None:
        """Fetch the organs this person may enter for, and what stands of them."""
        organs = list(kept_organs(self.by))
        self.organs = {fold(f"{organ.name} · {organ.unit.name}"): organ for organ in organs}
        names = [fold(organ.name) for organ in organs]
        self.organs |= {
            key: organ for key, organ in zip(names, organs, strict=True) if names.count(key) == 1
        }
        kept = Conference.objects.standing().filter(organ__in=organs)
        self.standing = {(each.organ_id, each.title, each.held_at) for each in kept}

    def same_as(self, line: ListLine[NewConference]) -> tuple[str, tuple[object, ...]]:
        said = line.said
        return "title", (fold(said["organ"]), said["title"], said["on"], said["hour"])

    def judge(self, line: ListLine[NewConference]) -> NewConference | None:
        said = line.said
        organ = self.organs.get(fold(said["organ"]))
        if organ is None:
            words = _(
                "“%(name)s” is no organ, or not the only one of this name, you may enter for."
            )
            raise WrongCell("organ", words % {"name": said["organ"][:60]})
        held_at = moment(said["on"], said["hour"])
        if (organ.pk, said["title"], held_at) in self.standing:
            return None
        return NewConference(organ, said["title"], held_at, said["place"] or "")

    def take_in(self, rows: Sequence[NewConference], *, by: User, at: datetime) -> None:
        take_in_conferences(rows, by=by, at=at)


def _column(key: str, headings: tuple[str, ...], most: int, example: str = "") -> ListColumn:
    return ListColumn(key, headings, text(most), example, is_needed=False)


class ParticipantList(RecordList[Coming]):
    """Who was at one conference: by user name, or by words of that day."""

    title = gettext_lazy("Participants from a list")
    sheet, file_name = "Người dự", "mau-danh-sach-nguoi-du.xlsx"
    refused_at = {NoPart: "parts", NoWords: "post", NoPostThen: "username", AlreadyThere: "name"}
    columns = [
        ListColumn("name", ("Họ và tên", "Họ tên", "Name"), person, is_needed=False),
        _column("rank", ("Cấp bậc", "Quân hàm", "Rank"), 60, example="Đại tá"),
        _column("post", ("Chức vụ", "Post"), 120, example="Trợ lý kế hoạch"),
        _column("unit_name", ("Đơn vị", "Cơ quan, đơn vị", "Unit"), 200, example="Đơn vị 07"),
        ListColumn(
            "parts",
            ("Phần việc", "Vai trò", "Part"),
            parts,
            example=DROP,
            hint=", ".join(("chủ trì", "phát biểu", "trao thưởng", "dự")),
        ),
        _column("username", ("Tên đăng nhập", "User name"), 150),
    ]

    def __init__(self, by: User, on: date, conference: Conference) -> None:
        super().__init__(by, on)
        self.conference = conference

    def prepare(self, lines: Sequence[ListLine[Coming]]) -> None:
        """Fetch the accounts of that day, and who stands on the list."""
        guests = accounts_on(self.conference.held_on, unit_ids(self.by, KEEP))
        self.accounts = {guest.account.username.casefold(): guest.account for guest in guests}
        kept = list(self.conference.participants.standing())
        self.standing = {each.words.key for each in kept} | {each.account_id for each in kept}

    def judge(self, line: ListLine[Coming]) -> Coming | None:
        said = {name: value or "" for name, value in line.said.items()}
        words = PersonWords(*(said[name] for name in ("name", "rank", "post", "unit_name")))
        account = None
        if said["username"]:
            account = self.accounts.get(said["username"].casefold())
            if account is None:
                told = _("no account “%(name)s” held a post on that day in a unit of yours.")
                raise WrongCell("username", told % {"name": said["username"][:60]})
        if (account.pk if account else words.key) in self.standing:
            return None
        return Coming(self.conference, line.said["parts"], account, words)

    def take_in(self, rows: Sequence[Coming], *, by: User, at: datetime) -> None:
        take_in_participants(rows, by=by, at=at)
