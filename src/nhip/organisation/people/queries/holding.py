"""Who holds what, how far it reaches, and how people are written: by their post."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges, reach, tree, trees
from nhip.organisation.units.registry import OpenThing
from nhip.organisation.units.rules import Charges, Tree

from ..choices import Role, Scope
from ..models import Appointment
from ..registry import roles_for
from ..rules import KnownPeople, same_name
from ..signals import generation

WITH_POSTS = ("appointments__post", "appointments__unit")
"""What to prefetch on users that a page writes by their post, so that it asks once for all."""


@dataclass
class _Held:
    """A user's appointments and what they reach, kept on the user object while nothing changes."""

    generation: int
    appointments: list[Appointment]
    reach: dict[tuple[str, date], frozenset[int]] = field(default_factory=dict)
    charges: dict[date, Charges] = field(default_factory=dict)


def current_day() -> date:
    """Return today in the office, for Django's questions that name no day (`user.has_perm`)."""
    return today(timezone.now())


def unit_ids(user: User | AnonymousUser, verb: str, on: date | None = None) -> set[int]:
    """Return the units for which the user may do the verb on a day (today if none is named).

    With a unit go the closed ones it stands for on that day.
    """
    return set(_reach(user, verb, on or current_day()))


def may(user: User | AnonymousUser, verb: str, unit_id: int | None, on: date) -> bool:
    """Return whether the user may do a declared verb for a unit, or anywhere if none is named."""
    allowed = roles_for(verb) or {}
    if not user.is_active:
        return False
    if Role.READER in allowed or (user.is_superuser and Role.ADMINISTRATOR in allowed):
        return True
    if unit_id is None:
        return any(held.role in allowed for held in appointments(user, on))
    return unit_id in _reach(user, verb, on)


def people_with(role: str, unit_id: int, on: date) -> list[User]:
    """Return the people who hold a role in this very unit on a day."""
    held = Appointment.objects.on(on).filter(role=role, unit=unit_id)
    return list(User.objects.filter(is_active=True, appointments__in=held).distinct())


def who_may_begin(verb: str, on: date, most: int = 3) -> list[str]:
    """Return, by post and unit, a few of those who may do a verb on a day, the uppermost units first."""
    held = Appointment.objects.on(on).filter(role__in=roles_for(verb) or {}, user__is_active=True)
    found = held.select_related("post", "unit").order_by("unit__sort_order", "unit_id", "pk")
    return list(dict.fromkeys(f"{each.post.name}, {each.unit.name}" for each in found[:most]))


def units_with(verb: str, units: Iterable[int], on: date) -> set[int]:
    """Return those of the units in which somebody, of the unit itself, may do a verb on a day."""
    allowed = roles_for(verb) or {}
    return units_holding(
        [role for role, scope in allowed.items() if scope != Scope.BELOW], units, on
    )


def units_holding(roles: Collection[str], units: Iterable[int], on: date) -> set[int]:
    """Return those of the units in which somebody who can sign in holds one of the roles on a day."""
    held = Appointment.objects.on(on).filter(role__in=roles, unit__in=list(units))
    return set(held.filter(user__is_active=True).values_list("unit_id", flat=True))


def telephones(role: str, units: Collection[int], on: date) -> list[tuple[Unit, str, str]]:
    """Return whom to call in these units, of those who hold a role on a day: unit, post, number."""
    held = Appointment.objects.on(on).filter(role=role, unit__in=units, user__is_active=True)
    known = held.exclude(user__phone="").select_related("unit", "post", "user")
    rows = known.order_by("unit__sort_order", "unit__code", "post__precedence", "pk")
    return [(each.unit, each.post.name, each.user.phone) for each in rows]


def people_who_may(verb: str, unit_id: int, on: date) -> list[User]:
    """Return whose appointment lets them do a declared verb for a unit on a day, each once.

    For a closed unit, those of the one that stands for it.
    """
    standing = charges(on)
    unit_id = standing.of(unit_id).unit_id
    above = standing.tree.ancestors(unit_id)
    found: dict[int, User] = {}
    for role, scope in (roles_for(verb) or {}).items():
        own = [] if scope == Scope.BELOW else [unit_id]
        for unit in [*own, *(() if scope == Scope.OWN else above)]:
            found.update({person.pk: person for person in people_with(role, unit, on)})
    return list(found.values())


def appointments(user: User | AnonymousUser, on: date) -> list[Appointment]:
    """Return what the user holds on a day, the most senior post first."""
    return [held for held in _held(user).appointments if held.holds_on(on)]


def posts_at(unit_ids: Collection[int], on: date, closes: bool) -> list[OpenThing]:
    """Return who holds a post on the day units close: it ends with them."""
    if not closes:
        return []
    held = Appointment.objects.on(on).filter(unit__in=unit_ids).select_related("post", "user")
    return [
        OpenThing(
            f"people.appointment {each.pk}",
            _("People whose post ends with the unit"),
            f"{each.post.name} ({each.get_role_display()}): {each.user}",
        )
        for each in held.order_by("unit__sort_order", "unit__code", "post__precedence", "pk")
    ]


def home_unit(user: User | AnonymousUser, on: date) -> Unit | None:
    """Return the unit of the user's most senior appointment on a day."""
    held = appointments(user, on)
    return held[0].unit if held else None


def principal(user: User | AnonymousUser, on: date) -> Appointment | None:
    """Return the most senior appointment of a day, else the last one before it."""
    if held := appointments(user, on):
        return held[0]
    ended = [held for held in _held(user).appointments if held.end_on and held.end_on <= on]
    return max(ended, key=lambda held: held.end_on or on, default=None)


def written_as(user: User, on: date) -> str:
    """Return how a person is written: "trợ lý kế hoạch, Đơn vị 07".

    The post of that day, else the last one before it, else the account's name. The unit bears the
    name it had on the day.
    """
    return written_then([(user, on)])[user, on]


def written_then(people: Iterable[tuple[User, date]]) -> dict[tuple[User, date], str]:
    """Return the same for several people and days, asked for at one stroke."""
    asked = list(people)
    known = {user.pk: user for user, _on in asked}
    unread = [user for user in known.values() if not hasattr(user, "_held")]
    if len(unread) > 1:
        rows = Appointment.objects.select_related("post", "unit")
        prefetch_related_objects(unread, Prefetch("appointments", rows))
    held = {(known[user.pk], on): principal(known[user.pk], on) for user, on in asked}
    maps = trees(on for (_user, on), post in held.items() if post) if any(held.values()) else {}
    return {
        (user, on): _in_words(post, maps[on]) if post else str(user)
        for (user, on), post in held.items()
    }


def _in_words(held: Appointment, standing: Tree) -> str:
    unit = standing.node(held.unit_id) if held.unit_id in standing else held.unit
    return f"{held.post.name}, {unit.name}"


def known_people(on: date) -> KnownPeople:
    """Return the units of a day and all accounts, as a list of people is compared with them."""
    standing = tree(on)
    kept = list(User.objects.values_list("username", "email", "last_name", "phone"))
    works: dict[str, set[str]] = {}
    for account, code in Appointment.objects.on(on).values_list("user__username", "unit__code"):
        works.setdefault(account, set()).add(code)
    names: dict[str, list[tuple[str, set[str]]]] = {}
    for account, _email, name, _phone in kept:
        if name:
            names.setdefault(same_name(name), []).append((account, works.get(account, set())))
    return KnownPeople(
        units={
            standing.node(unit_id).code: standing.node(unit_id).name for unit_id in standing.ids
        },
        root=standing.root.code if len(standing) else "",
        usernames={username.casefold() for username, *_rest in kept},
        emails={email.casefold() for _username, email, *_rest in kept if email},
        names=names,
        phones={phone: username for username, _email, _name, phone in kept if phone},
    )


def waiting_people() -> list[User]:
    """Return the people who have not chosen a password of their own yet, with their posts."""
    found = User.objects.filter(has_given_password=True, is_active=True)
    return list(found.prefetch_related(*WITH_POSTS).order_by("username"))


def _held(user: User | AnonymousUser) -> _Held:
    if user.is_anonymous:
        return _Held(0, [])
    kept: _Held | None = getattr(user, "_held", None)
    if kept is None or kept.generation != generation():
        rows = user.appointments.all()
        if "appointments" not in getattr(user, "_prefetched_objects_cache", {}):
            rows = rows.select_related("post", "unit")
        seniority = sorted(rows, key=lambda row: (row.post.precedence, row.start_on, row.pk))
        kept = _Held(generation(), seniority)
        user._held = kept  # type: ignore[attr-defined]
    return kept


def _reach(user: User | AnonymousUser, verb: str, on: date) -> frozenset[int]:
    held = _held(user)
    if (verb, on) not in held.reach:
        held.reach[verb, on] = frozenset(_units_reached(user, verb, on))
    return held.reach[verb, on]


def _units_reached(user: User | AnonymousUser, verb: str, on: date) -> Iterable[int]:
    allowed = roles_for(verb) or {}
    if not user.is_active:
        return
    if Role.READER in allowed or (user.is_superuser and Role.ADMINISTRATOR in allowed):
        yield from reach(None, on)
    for held in appointments(user, on):
        if (scope := allowed.get(Role(held.role))) is None:
            continue
        if scope != Scope.BELOW:
            yield held.unit_id
            yield from _charges(user, on).taken_over(held.unit_id)
        if scope != Scope.OWN:
            yield from reach(held.unit_id, on)[1:]


def _charges(user: User | AnonymousUser, on: date) -> Charges:
    """Return who stands for whom, asked once for all that this person may do."""
    kept = _held(user).charges
    if on not in kept:
        kept[on] = charges(on)
    return kept[on]
