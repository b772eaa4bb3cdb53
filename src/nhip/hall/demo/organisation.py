"""The demonstration's units, organs, posts and accounts. Only the root bears a real body's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import (
    NewAccount,
    NewAppointment,
    NewAuthority,
    NewName,
    appoint,
    end_appointment,
    make_first_account,
    name_post,
    stand_down,
    take_in_accounts,
    take_in_appointments,
    take_in_authority,
    take_in_posts,
    take_in_ranks,
)
from nhip.organisation.people.choices import Power, Role
from nhip.organisation.people.models import Post
from nhip.organisation.periods.rules import today
from nhip.organisation.units.actions import (
    LinePlace,
    NewOrgan,
    NewSigner,
    SetUp,
    create_unit,
    name_levels,
    open_line,
    take_in_line_places,
    take_in_organs,
    take_in_signers,
    take_in_units,
)
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import Organ, Unit

SINCE = date(2015, 1, 1)
AT = timezone.make_aware(datetime.combine(SINCE, time(8)))
LEVELS = ("Quân khu", "Đơn vị trực thuộc", "Bộ phận", "Tổ công tác")
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
    "Biên tập viên xuất bản",
    "Trợ lý kiểm tra",
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
NEWCOMER = "tonghop.moi"  # an account no post was given to yet
ACCOUNTS = [
    Account("quantri", "Quản trị hệ thống", ROOT, Role.ADMINISTRATOR),
    Account("kehoach", "Trợ lý kế hoạch", ROOT, Role.PLANNER),
    Account("thutruong", "Chủ nhiệm Chính trị", ROOT, Role.CHIEF),
    Account("baocao", "Trợ lý tổng hợp", REPORTING_UNIT, Role.REPORTER),
    Account("chihuy", "Thủ trưởng đơn vị", REPORTING_UNIT, Role.CHIEF),
    Account("bientap", "Biên tập viên", ROOT, Role.EDITOR),
    Account("xuatban", "Biên tập viên xuất bản", ROOT, Role.PUBLISHER),
    Account("kiemtra", "Trợ lý kiểm tra", ROOT, Role.INSPECTOR),
    Account("bandoc", "Bạn đọc", ROOT, Role.READER),
]


@dataclass(frozen=True)
class DemoPlace:
    """Where a unit stands in the invented tree."""

    code: str
    name: str
    level: int
    parent: str | None


def places() -> list[DemoPlace]:
    """Return the tree, parents first."""
    tree = [DemoPlace(ROOT, "Quân khu 4", 1, None)]
    for number, name in enumerate(SECOND_LEVEL, start=1):
        second = f"{number:02}"
        tree.append(DemoPlace(second, name, 2, ROOT))
        for part in range(1, THIRD_LEVEL_EACH + 1):
            third = f"{second}-{part}"
            tree.append(DemoPlace(third, f"Bộ phận {third}", 3, second))
            tree += [
                DemoPlace(f"{third}-{team}", f"Tổ công tác {third}-{team}", 4, third)
                for team in range(1, FOURTH_LEVEL_EACH[part] + 1)
            ]
    return tree


def found() -> User:
    """Make the first account, the unit on top, and let the first be its administrator."""
    first, top = ACCOUNTS[0], places()[0]
    user = make_first_account(first.username, "", PASSWORD, at=AT)
    root = create_unit(top.code, top.name, None, on=SINCE, by=user, at=AT)
    post = name_post(first.post, POSTS.index(first.post) + 1, by=user, at=AT)
    appoint(user, root, post, first.role, on=SINCE, by=user, at=AT)
    return stand_down(user, by=user, at=AT)


def build_units(*, by: User) -> dict[str, Unit]:
    """Name the levels, make the tree below the root and one functional line; return the units by code."""
    below = [
        SetUp(place.code, place.name, place.parent, SINCE, sort_order=order, is_sample=True)
        for order, place in enumerate(places())
        if place.parent
    ]
    name_levels(LEVELS, by=by, at=AT)
    take_in_units(below, by=by, at=AT)
    units = {unit.code: unit for unit in Unit.objects.all()}
    line = open_line("thanh-nien", "Công tác thanh niên", by=by, at=AT)
    third = [
        LinePlace(units[place.code], units[ROOT], SINCE) for place in places() if place.level == 3
    ]
    take_in_line_places(line, third, by=by, at=AT)
    return units


def build_organs(units: dict[str, Unit], *, by: User) -> dict[str, Organ]:
    """Give the root its four issuing organs and every unit of the second level a command."""
    root = units[ROOT]
    rooted = {
        OrganKind.COMMITTEE: ("Đảng ủy Quân khu", Layout.PARTY, "Bí thư Đảng ủy", "T/M"),
        OrganKind.COMMAND: ("Bộ Tư lệnh Quân khu", Layout.MILITARY, "Tư lệnh", "TM."),
        OrganKind.POLITICAL: ("Cục Chính trị Quân khu", Layout.MILITARY, "Chủ nhiệm Chính trị", ""),
        OrganKind.STAFF: ("Phòng Kế hoạch tổng hợp", Layout.MILITARY, "Trưởng phòng", "TL."),
    }
    organs = take_in_organs(
        [
            NewOrgan(root, kind, name, layout, SINCE)
            for kind, (name, layout, _post, _capacity) in rooted.items()
        ]
        + [
            NewOrgan(unit, OrganKind.COMMAND, f"Chỉ huy {unit.name}"[:200], Layout.MILITARY, SINCE)
            for code, unit in units.items()
            if len(code) == 2
        ],
        by=by,
        at=AT,
    )
    signing = zip(organs, rooted.values(), strict=False)
    signers = [
        NewSigner(organ, post, SINCE, capacity)
        for organ, (_name, _layout, post, capacity) in signing
    ]
    take_in_signers(signers, by=by, at=AT)
    return {organ.kind: organ for organ in organs[: len(rooted)]}


def build_authority(*, by: User) -> None:
    """Lay down which level and organ may do what; every line is invented."""
    lines = [
        *((Power.ISSUE, "", 1, kind.value) for kind in OrganKind),
        (Power.ISSUE, "", 2, OrganKind.COMMAND),
        (Power.APPRAISE, "", 1, OrganKind.POLITICAL),
        (Power.APPRAISE, "", 1, OrganKind.STAFF),
        (Power.COMMEND, "", 1, OrganKind.COMMAND),
        (Power.COMMEND, "", 1, OrganKind.POLITICAL),
        (Power.COMMEND, "individual", 2, OrganKind.COMMAND),
        (Power.TRAIN, "", 1, ""),
        (Power.TRAIN, "", 2, ""),
        (Power.DECIDE, "", 1, ""),
    ]
    basis = "Quy chế phân cấp của bản trình diễn"
    laid = [NewAuthority(*line, on=SINCE, basis=basis, is_sample=True) for line in lines]
    take_in_authority(laid, by=by, at=AT)


def leave_open(units: dict[str, Unit], *, by: User, at: datetime) -> None:
    """Let two units be without a reporter from today, and an account made for one of them without a post.

    The level above fills in for a unit nobody fills in for.
    """
    for code in UNFILLED:
        for held in units[code].appointments.filter(role=Role.REPORTER, end_on=None):
            end_appointment(held, on=today(at), by=by, at=at)
    unit = units[UNFILLED[0]]
    newcomer = NewAccount(NEWCOMER, f"{NEWCOMER}@example.invalid", "", _hashed(), unit)
    take_in_accounts([newcomer], by=by, at=at)


def build_people(units: dict[str, Unit], *, by: User) -> dict[str, User]:
    """Make the accounts by role and a reporter and a chief for every unit; one password, hashed once."""
    take_in_ranks([NewName(name, place) for place, name in enumerate(RANKS, start=1)], by=by, at=AT)
    lacking = [
        NewName(name, place)
        for place, name in enumerate(POSTS, start=1)
        if name != ACCOUNTS[0].post
    ]
    take_in_posts(lacking, by=by, at=AT)
    named = {(account.unit_code, account.role) for account in ACCOUNTS}
    others = [
        each
        for code in units
        if code != ROOT
        for each in staff_of(code)
        if (code, each.role) not in named
    ]
    return {by.username: by} | take_in([*ACCOUNTS[1:], *others], units, on=SINCE, by=by, at=AT)


def staff_of(code: str) -> list[Account]:
    """Return who fills in and who signs for a unit."""
    return [
        Account(f"tonghop.{code}", "Trợ lý tổng hợp", code, Role.REPORTER),
        Account(f"thutruong.{code}", "Thủ trưởng đơn vị", code, Role.CHIEF),
    ]


def take_in(
    accounts: list[Account], units: Mapping[str, Unit], *, on: date, by: User, at: datetime
) -> dict[str, User]:
    """Make accounts, and give each its post; return them by user name."""
    posts = {post.name: post for post in Post.objects.all()}
    hashed = _hashed()
    made = take_in_accounts(
        [
            NewAccount(
                each.username,
                f"{each.username}@example.invalid",
                "",
                hashed,
                units[each.unit_code],
                f"069 000 {number:03d}",
            )
            for number, each in enumerate(accounts, start=1)
        ],
        by=by,
        at=at,
    )
    take_in_appointments(
        [
            NewAppointment(user, units[each.unit_code], posts[each.post], each.role, on)
            for user, each in zip(made, accounts, strict=True)
        ],
        by=by,
        at=at,
    )
    return {user.username: user for user in made}


@cache
def _hashed() -> str:
    """Return the one password's hash, made once: a slow one takes half a second."""
    return make_password(PASSWORD)
