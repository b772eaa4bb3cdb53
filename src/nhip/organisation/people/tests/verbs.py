"""What each verb of this room does, and who may."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from nhip.office.documents.tests.makers import AT
from nhip.organisation.accounts.models import User
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment, Authority, Post, Rank
from nhip.organisation.people.rules import Person
from tests.cast import START
from tests.doors import Stage
from tests.verbs import Verb

ADMINISTRATOR = frozenset({"administrator"})
RANK, POST = frozenset({"people_rank"}), frozenset({"people_post"})
AUTHORITY = frozenset({"people_authority"})
HELD = frozenset({"people_appointment"})
ACCOUNT = frozenset({"accounts_user"})
DAY = date(2022, 1, 1)
CELLS = dict.fromkeys(("unit", "post", "name", "username", "role", "email"), "")
NEW = Person("G.08", "trợ lý báo cáo", "Nguyễn Văn Bình", "binh", "reporter", "", CELLS)


def rank(stage: Stage) -> Rank:
    return actions.name_rank("Đại úy", 9, by=stage.cast.administrator, at=AT)


def post(stage: Stage) -> Post:
    return actions.name_post("phó phòng", by=stage.cast.administrator, at=AT)


def line() -> Authority:
    return Authority(verb="units.see", level=2, start_on=START, basis="Quy chế 1")


def laid_down(stage: Stage) -> Authority:
    made = line()
    made.save()
    return made


def waiting(stage: Stage) -> list[int]:
    """Somebody who has not chosen a password yet."""
    User.objects.filter(pk=stage.cast.stranger.pk).update(has_given_password=True)
    return [stage.cast.stranger.pk]


def closed(stage: Stage) -> User:
    return actions.close_account(stage.cast.stranger, "nghỉ", by=stage.cast.administrator, at=AT)


def signed_in(stage: Stage) -> User:
    """Somebody outside of the cast who never was there before, signed in: nobody is told but the journal."""
    new = actions.NewAccount("di-xa", "", "", stage.cast.stranger.password)
    [person] = actions.take_in_accounts([new], by=stage.cast.administrator, at=AT)
    store = SessionStore()
    store.update({SESSION_KEY: str(person.pk), HASH_SESSION_KEY: person.get_session_auth_hash()})
    store.create()
    return person


def second_factor(stage: Stage) -> Authenticator:
    return Authenticator.objects.create(
        user=stage.cast.stranger, type=Authenticator.Type.TOTP, data={}
    )


def first(stage: Stage) -> User:
    """The first account, appointed by now."""
    setup = User.objects.get(username="setup")
    held = Appointment.objects.get(user=stage.cast.administrator)
    actions.appoint(setup, held.unit, held.post, held.role, on=START, by=setup, at=AT)
    return setup


def editors(stage: Stage) -> Appointment:
    return Appointment.objects.get(user=stage.cast.editor)


VERBS = [
    Verb(
        "name_rank",
        lambda stage, by: actions.name_rank("Đại úy", 9, by=by, at=AT),
        ADMINISTRATOR,
        anywhere=True,
        writes=RANK,
        journals=("people.rank_named",),
    ),
    Verb(
        "correct_rank",
        lambda one, by: actions.correct_rank(one, "Thiếu tá", 8, by=by, at=AT),
        ADMINISTRATOR,
        given=rank,
        anywhere=True,
        writes=RANK,
        journals=("people.rank_corrected",),
    ),
    Verb(
        "name_post",
        lambda stage, by: actions.name_post("phó phòng", by=by, at=AT),
        ADMINISTRATOR,
        anywhere=True,
        writes=POST,
        journals=("people.post_named",),
    ),
    Verb(
        "correct_post",
        lambda one, by: actions.correct_post(one, "phó ban", 8, by=by, at=AT),
        ADMINISTRATOR,
        given=post,
        anywhere=True,
        writes=POST,
        journals=("people.post_corrected",),
    ),
    Verb(
        "lay_down",
        lambda stage, by: actions.lay_down(line(), by=by, at=AT),
        ADMINISTRATOR,
        anywhere=True,
        writes=AUTHORITY,
        journals=("authority.laid_down",),
    ),
    Verb(
        "end_authority",
        lambda kept, by: actions.end_authority(kept, on=DAY, by=by, at=AT),
        ADMINISTRATOR,
        given=laid_down,
        anywhere=True,
        writes=AUTHORITY,
        journals=("authority.ended",),
    ),
    Verb(
        "change_authority",
        lambda kept, by: actions.change_authority(
            kept, Authority(verb="units.see", level=3, start_on=DAY, basis="2"), by=by, at=AT
        ),
        ADMINISTRATOR,
        given=laid_down,
        anywhere=True,
        writes=AUTHORITY,
        journals=("authority.ended", "authority.laid_down"),
    ),
    Verb(
        "appoint",
        lambda stage, by: actions.appoint(
            stage.cast.reader,
            stage.cast.leaf,
            Post.objects.earliest("pk"),
            Role.REPORTER,
            on=DAY,
            by=by,
            at=AT,
        ),
        ADMINISTRATOR,
        writes=HELD,
        journals=("people.appointed",),
    ),
    Verb(  # whoever edits stands in a group of Wagtail's
        "appoint",
        lambda stage, by: actions.appoint(
            stage.cast.reader,
            stage.cast.root,
            Post.objects.earliest("pk"),
            Role.EDITOR,
            on=START,
            by=by,
            at=AT,
        ),
        ADMINISTRATOR,
        writes=HELD | {"accounts_user_groups"},
        journals=("people.appointed",),
    ),
    Verb(
        "appoint_as",
        lambda stage, by: actions.appoint_as(
            stage.cast.reader, stage.cast.leaf, "phó phòng", Role.REPORTER, on=DAY, by=by, at=AT
        ),
        ADMINISTRATOR,
        writes=HELD | POST,
        journals=("people.post_named", "people.appointed"),
    ),
    Verb(
        "end_appointment",
        lambda held, by: actions.end_appointment(held, on=START, by=by, at=AT),
        ADMINISTRATOR,
        given=editors,
        writes=HELD | {"accounts_user_groups"},
        journals=("people.appointment_ended",),
    ),
    Verb(
        "hand_over",
        lambda stage, by: actions.hand_over(
            stage.cast.reporter, stage.cast.reader, on=DAY, by=by, at=AT
        ),
        ADMINISTRATOR,
        writes=HELD,
        journals=("people.appointed", "people.appointment_ended", "people.handed_over"),
    ),
    Verb(
        "import_people",
        lambda stage, by: actions.import_people([NEW], on=DAY, by=by, at=AT),
        ADMINISTRATOR,
        writes=ACCOUNT | HELD,
        journals=("people.account_made", "people.appointed"),
    ),
    Verb(
        "renew_passwords",
        lambda ids, by: actions.renew_passwords(ids, by=by, at=AT),
        ADMINISTRATOR,
        given=waiting,
        anywhere=True,
        writes=ACCOUNT,
        journals=("people.password_given",),
    ),
    Verb(
        "give_password",
        lambda stage, by: actions.give_password(stage.cast.stranger, by=by, at=AT),
        ADMINISTRATOR,
        anywhere=True,
        writes=ACCOUNT,
        journals=("people.password_given",),
    ),
    Verb(
        "correct_account",
        lambda stage, by: actions.correct_account(
            stage.cast.stranger,
            username="stranger",
            name="Trần Thị Tư",
            email="tu@example.vn",
            phone="0912 345 678",
            by=by,
            at=AT,
        ),
        ADMINISTRATOR,
        anywhere=True,
        writes=ACCOUNT,
        journals=("people.account_corrected",),
    ),
    Verb(
        "end_sessions",
        lambda user, by: actions.end_sessions(user, by=by, at=AT),
        ADMINISTRATOR,
        given=signed_in,
        anywhere=True,
        writes=frozenset({"django_session"}),
        journals=("people.sessions_ended",),
    ),
    Verb(
        "remove_second_factor",
        lambda kept, by: actions.remove_second_factor(kept, by=by, at=AT),
        ADMINISTRATOR,
        given=second_factor,
        anywhere=True,
        writes=frozenset({"mfa_authenticator"}),
        journals=("people.second_factor_removed",),
    ),
    Verb(
        "close_account",
        lambda stage, by: actions.close_account(stage.cast.stranger, "nghỉ hưu", by=by, at=AT),
        ADMINISTRATOR,
        anywhere=True,
        writes=ACCOUNT,
        journals=("people.account_closed",),
    ),
    Verb(
        "reopen_account",
        lambda user, by: actions.reopen_account(user, "đi làm lại", by=by, at=AT),
        ADMINISTRATOR,
        given=closed,
        anywhere=True,
        writes=ACCOUNT,
        journals=("people.account_reopened",),
    ),
    Verb(
        "stand_down",
        lambda user, by: actions.stand_down(user, by=by, at=AT),
        ADMINISTRATOR,
        given=first,
        anywhere=True,
        writes=ACCOUNT,
        journals=("people.stood_down",),
    ),
]
HOUSE = [
    "note_own_password",  # hears that somebody chose one
    "end_with_units",  # hears that units were closed
    "make_first_account",  # the command line, while nobody is there
    "regroup",  # the scheduler
    "reset_account",  # the command line, by whoever may read the database anyway
]
