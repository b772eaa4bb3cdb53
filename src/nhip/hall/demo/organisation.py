"""The demonstration's units, organs, posts and accounts. Only the root bears a real body's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import end_appointment
from nhip.organisation.people.choices import Act, Role
from nhip.organisation.people.models import Appointment, Authority, Post, Rank
from nhip.organisation.periods.rules import today
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import (
    Line,
    LineSpan,
    Organ,
    Signer,
    Unit,
    UnitSpan,
)

SINCE = date(2015, 1, 1)
PASSWORD = "nhip-demo-2022"  # noqa: S105  (the demonstration's, printed at its start; loopback only)

# Twenty invented names; the long one shows that every page lays out wide names.
SECOND_LEVEL = [
    "Ban Điều phối số 1",
    "Đơn vị 02",
    "Cụm Công tác 03",
    "Trung tâm Bảo đảm kỹ thuật số 4",
    "Đơn vị 05",
    "Trung tâm Bồi dưỡng, Hướng dẫn nghiệp vụ và Ứng dụng công nghệ thông tin"
    " khu vực miền núi phía Tây số 2",
    "Đơn vị 07",
    "Trường Bồi dưỡng số 8",
    "Đơn vị 09",
    "Cụm Công tác 10",
    "Đơn vị 11",
    "Ban Điều phối số 12",
    "Đơn vị 13",
    "Đơn vị 14",
    "Kho Dự trữ liên vùng số 15",
    "Đơn vị 16",
    "Đơn vị 17",
    "Đơn vị 18",
    "Đơn vị 19",
    "Đơn vị 20",
]
THIRD_LEVEL_EACH = 3
FOURTH_LEVEL_EACH = {1: 2, 2: 1, 3: 1}

RANKS = ["Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy"]
POSTS = [
    "Quản trị hệ thống",
    "Chủ nhiệm Chính trị",
    "Thủ trưởng đơn vị",
    "Trợ lý kế hoạch",
    "Trợ lý tổng hợp",
    "Biên tập viên",
    "Trưởng ban biên tập",
    "Bạn đọc",
]


@dataclass(frozen=True)
class Account:
    """One demo account: who it is, where, and what it may do."""

    username: str
    post: str
    unit_code: str
    role: Role


ROOT = "QK4"
REPORTING_UNIT = "07"
UNFILLED = ("02", "04")  # nobody there fills in reports now
ACCOUNTS = [
    Account("quantri", "Quản trị hệ thống", ROOT, Role.ADMINISTRATOR),
    Account("kehoach", "Trợ lý kế hoạch", ROOT, Role.PLANNER),
    Account("thutruong", "Chủ nhiệm Chính trị", ROOT, Role.CHIEF),
    Account("baocao", "Trợ lý tổng hợp", REPORTING_UNIT, Role.REPORTER),
    Account("chihuy", "Thủ trưởng đơn vị", REPORTING_UNIT, Role.CHIEF),
    Account("bientap", "Biên tập viên", ROOT, Role.EDITOR),
    Account("xuatban", "Trưởng ban biên tập", ROOT, Role.PUBLISHER),
    Account("bandoc", "Bạn đọc", ROOT, Role.READER),
]


@dataclass(frozen=True)
class Place:
    """Where a unit stands in the invented tree."""

    code: str
    name: str
    level: int
    parent: str | None


def places() -> list[Place]:
    """Return the tree, parents first."""
    tree = [Place(ROOT, "Quân khu 4", 1, None)]
    for number, name in enumerate(SECOND_LEVEL, start=1):
        second = f"{number:02}"
        tree.append(Place(second, name, 2, ROOT))
        for part in range(1, THIRD_LEVEL_EACH + 1):
            third = f"{second}-{part}"
            tree.append(Place(third, f"Bộ phận {third}", 3, second))
            tree += [
                Place(f"{third}-{team}", f"Tổ công tác {third}-{team}", 4, third)
                for team in range(1, FOURTH_LEVEL_EACH[part] + 1)
            ]
    return tree


def build_units() -> dict[str, Unit]:
    """Make the tree and one functional line beside it; return the units by code."""
    tree = places()
    Unit.objects.bulk_create(
        Unit(code=place.code, name=place.name, sort_order=order, is_sample=place.parent is not None)
        for order, place in enumerate(tree)
    )
    units = {unit.code: unit for unit in Unit.objects.all()}
    UnitSpan.objects.bulk_create(
        UnitSpan(
            unit=units[place.code],
            name=place.name,
            parent=units[place.parent] if place.parent else None,
            level=place.level,
            start_on=SINCE,
        )
        for place in tree
    )
    line = Line.objects.create(code="thanh-nien", name="Công tác thanh niên")
    LineSpan.objects.bulk_create(
        LineSpan(line=line, unit=units[place.code], parent=units[ROOT], start_on=SINCE)
        for place in tree
        if place.level == 3
    )
    return units


def build_organs(units: dict[str, Unit]) -> dict[str, Organ]:
    """Give the root its four issuing organs and every unit of the second level a command."""
    root = units[ROOT]
    rooted = {
        OrganKind.COMMITTEE: ("Đảng ủy Quân khu", Layout.PARTY, "Bí thư Đảng ủy", "T/M"),
        OrganKind.COMMAND: ("Bộ Tư lệnh Quân khu", Layout.MILITARY, "Tư lệnh", "TM."),
        OrganKind.POLITICAL: ("Cục Chính trị Quân khu", Layout.MILITARY, "Chủ nhiệm Chính trị", ""),
        OrganKind.STAFF: ("Phòng Kế hoạch tổng hợp", Layout.MILITARY, "Trưởng phòng", "TL."),
    }
    organs = {}
    for kind, (name, layout, post, capacity) in rooted.items():
        organs[kind.value] = Organ.objects.create(
            unit=root, kind=kind, name=name, layout=layout, start_on=SINCE
        )
        Signer.objects.create(
            organ=organs[kind.value], post=post, capacity=capacity, start_on=SINCE
        )
    Organ.objects.bulk_create(
        Organ(
            unit=unit,
            kind=OrganKind.COMMAND,
            name=f"Chỉ huy {unit.name}"[:200],
            layout=Layout.MILITARY,
            start_on=SINCE,
        )
        for code, unit in units.items()
        if len(code) == 2
    )
    return organs


def build_authority() -> None:
    """Lay down which level and organ may do what; every line is invented."""
    basis = "Quy chế phân cấp của bản trình diễn"
    lines = [
        *((Act.ISSUE, "", 1, kind.value) for kind in OrganKind),
        (Act.ISSUE, "", 2, OrganKind.COMMAND),
        (Act.APPRAISE, "", 1, OrganKind.POLITICAL),
        (Act.APPRAISE, "", 1, OrganKind.STAFF),
        (Act.COMMEND, "", 1, OrganKind.COMMAND),
        (Act.COMMEND, "", 1, OrganKind.POLITICAL),
        (Act.COMMEND, "individual", 2, OrganKind.COMMAND),
        (Act.TRAIN, "", 1, ""),
        (Act.TRAIN, "", 2, ""),
        (Act.DECIDE, "", 1, ""),
    ]
    Authority.objects.bulk_create(
        Authority(
            verb=verb,
            subject=subject,
            level=level,
            organ_kind=kind,
            start_on=SINCE,
            basis=basis,
            is_sample=True,
        )
        for verb, subject, level, kind in lines
    )


def leave_unfilled(units: dict[str, Unit], *, by: User, at: datetime) -> None:
    """Let two units be without a reporter from today: the level above fills in for them."""
    for code in UNFILLED:
        for held in units[code].appointments.filter(role=Role.REPORTER, end_on=None):
            end_appointment(held, on=today(at), by=by, at=at)


def build_people(units: dict[str, Unit]) -> dict[str, User]:
    """Make the accounts by role and a reporter and a chief for every unit; one password, hashed once."""
    Rank.objects.bulk_create(
        Rank(name=name, precedence=place) for place, name in enumerate(RANKS, start=1)
    )
    Post.objects.bulk_create(
        Post(name=name, precedence=place) for place, name in enumerate(POSTS, start=1)
    )
    posts = {post.name: post for post in Post.objects.all()}
    hashed = make_password(PASSWORD)
    named = {(account.unit_code, account.role) for account in ACCOUNTS}
    others = [
        Account(f"{prefix}.{code}", post, code, role)
        for code in units
        if code != ROOT
        for prefix, post, role in (
            ("tonghop", "Trợ lý tổng hợp", Role.REPORTER),
            ("thutruong", "Thủ trưởng đơn vị", Role.CHIEF),
        )
        if (code, role) not in named
    ]
    accounts = [*ACCOUNTS, *others]
    User.objects.bulk_create(
        User(
            username=account.username,
            password=hashed,
            email=f"{account.username}@example.invalid",
        )
        for account in accounts
    )
    users = {user.username: user for user in User.objects.all()}
    Appointment.objects.bulk_create(
        Appointment(
            user=users[account.username],
            unit=units[account.unit_code],
            post=posts[account.post],
            role=account.role,
            start_on=SINCE,
        )
        for account in accounts
    )
    return users
