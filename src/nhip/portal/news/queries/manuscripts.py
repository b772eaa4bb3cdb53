"""An article as its publisher signs it: whole, with what changed, and what keeps it from going out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import MovedOn
from nhip.office.figures.choices import NumberState
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import Reading, ReadNumber, heard, releasable, released_pins
from nhip.office.figures.registry import Reference, Resolved, resolve_all
from nhip.office.figures.rules.prose import SaidNumbers
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.organisation.units.queries import known_names
from nhip.portal.site.models import SiteSettings

from ..models import HOLDER, ArticlePage, Version
from ..rules import (
    Cited,
    Lack,
    Manuscript,
    SeenPhoto,
    goes_out_at,
    kept_answers,
    place_in_form,
    plain_lines,
    seal,
    untitled,
    what_is_alone,
    what_is_missing,
)
from .public import ShownArticle, ToldCorrection, corrections_told, shown_with
from .versions import as_published, content_of, differences_of
from .writing import write_figures


class NotConfirmed(Refused):
    """The publisher did not say what the page asks; `field` is the box, as the form calls it."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


class NotReady(Exception):
    """An article cannot go out yet; `missing` says what it lacks, a sentence each."""

    def __init__(self, missing: list[Lack]) -> None:
        super().__init__(" ".join(map(str, missing)))
        self.missing = missing


@dataclass(frozen=True)
class SignedFigure:
    """A figure of an article about to go out, with what its source says at this moment."""

    pin: Pin
    now: Resolved | None

    @property
    def is_partial(self) -> bool:
        """Tell whether some of those who should report are missing from it."""
        return bool(self.now and self.now.of_n and (self.now.n or 0) < self.now.of_n)


@dataclass(frozen=True)
class KeptBeside:
    """What is kept beside the text of an article; of a new one nothing but whether its publisher wrote it."""

    is_writer: bool
    names: Collection[str]
    pins: dict[int, Pin] = field(default_factory=dict)
    answers: SaidNumbers = field(default_factory=dict)
    notes: Sequence[ToldCorrection] = ()
    last: Version | None = None


@dataclass(frozen=True)
class Proof:
    """An article as readers will see it, and what its publisher looks at before signing.

    `left` are figures readers see now and will not; `changes` the words that go and come; `digest` is over
    all of it and the version before: what went out or was withdrawn meanwhile is looked at again.
    `is_alone`: one person wrote and publishes it, where the site lets them. `goes_out_at` is None for at once.
    """

    draft: ArticlePage
    shown: ShownArticle
    figures: list[SignedFigure]
    left: list[Pin]
    changes: list[tuple[str, str]]
    missing: list[Lack]
    is_alone: bool
    goes_out_at: datetime | None
    digest: str

    @property
    def answered(self) -> list[ReadNumber]:
        """Return the numbers that are said to be no figure of the records."""
        kinds = (NumberState.SOURCED, NumberState.NO_FIGURE)
        return [each for each in self.shown.reading.numbers if each.state in kinds]

    @property
    def moved(self) -> list[SignedFigure]:
        """Return the figures somebody has to decide about."""
        return [each for each in self.figures if not each.pin.is_settled]

    @property
    def partial(self) -> list[SignedFigure]:
        """Return the figures some units are missing from."""
        return [each for each in self.figures if each.is_partial]

    @property
    def asked(self) -> dict[str, str]:
        """Return the boxes its publisher has to tick, as the form calls them, each with its refusal."""
        boxes = {"is_open_seen": _("Confirm that nothing in it is secret.")}
        if self.partial:
            boxes["is_partial_seen"] = _(
                "Units are missing from some figures. Confirm that they go out so."
            )
        return boxes


def check_signature(proof: Proof, *, seen: str, ticked: Collection[str]) -> None:
    """Raise what keeps an article from going out so: NotReady, MovedOn or NotConfirmed.

    `seen` is the digest of what was shown, "" where no page was; `ticked` the boxes said yes to.
    """
    if proof.missing:
        raise NotReady(proof.missing)
    if seen and seen != proof.digest:
        raise MovedOn(_("The text or a figure has changed since this page was shown. Look again."))
    for box, words in proof.asked.items():
        if box not in ticked:
            raise NotConfirmed(words, box)


def signing(
    page: ArticlePage, draft: ArticlePage, by: User, *, is_anew: bool = False, at: datetime
) -> Proof:
    """Return an article as this person would sign it now; `is_anew`: every source is asked once more.

    From here on `draft` bears the address it will have, the words its figures write by now, and what its
    numbers are answered to be.
    """
    draft.find_address()
    pins = Pin.objects.held_by(HOLDER, page.pk)
    last = page.versions.last()
    beside = KeptBeside(
        is_writer=_wrote(page, last if page.live else None, by),
        names=known_names(),
        pins=pins.select_related("unit").prefetch_related("decisions", "values").in_bulk(),
        answers=NumberAnswer.objects.held_by(HOLDER, page.pk).said(),
        notes=corrections_told(page),
        last=last,
    )
    return proof_of(page, draft, beside, by, is_anew=is_anew, at=at)


def proof_of(
    page: ArticlePage,
    draft: ArticlePage,
    beside: KeptBeside,
    by: User,
    *,
    is_anew: bool = False,
    at: datetime,
) -> Proof:
    """Return what `signing` does, of an article that has its address, with what is kept beside it."""
    held, last = beside.pins, beside.last
    write_figures(draft, beside.answers, held)
    shown = shown_with(draft, held, beside.answers, beside.names, notes=beside.notes)
    draft.answers = kept_answers(shown.reading.answers)
    cited = list(shown.pins.values())
    with office_words():  # as pins keep it, whoever looks
        now = resolve_all(pin.reference for pin in cited) if is_anew else heard(cited)
    live = last if page.live else None
    is_alone = beside.is_writer
    lacks = what_is_missing(_manuscript(draft, shown.reading, now, by))
    if is_alone and not SiteSettings.for_site(page.get_site()).publishes_alone:
        lacks.append(Lack(what_is_alone()))
    if draft.expire_at and draft.expire_at <= at:
        words = _("The moment at which it is withdrawn lies behind: change it in the editor.")
        lacks.append(Lack(words, "expire_at"))
    content = content_of(draft, held)
    told = {str(pin.pk): _told_now(pin, now[pin.reference]) for pin in cited}
    return Proof(
        draft=draft,
        shown=shown,
        figures=[SignedFigure(pin, now[pin.reference]) for pin in cited],
        left=_left(live, held, shown.pins),
        changes=differences_of(as_published(live), draft) if live else [],
        missing=lacks,
        is_alone=is_alone,
        goes_out_at=goes_out_at(draft.go_live_at, draft.shown_at, at=at),
        digest=seal(
            last.digest if last else "",
            {
                "content": content,
                "told": told,
                "missing": [each.words for each in lacks],
                "moments": _moments(draft),
                "correction": draft.correction,
            },
        ),
    )


def _moments(draft: ArticlePage) -> list[str]:
    asked = (draft.go_live_at, draft.expire_at)
    return [moment.astimezone(UTC).isoformat() if moment else "" for moment in asked]


def _told_now(pin: Pin, now: Resolved | None) -> list[Any]:
    """Return what a source says otherwise than its pin, and how many of how many it counts."""
    found = pin.beside(now)
    return [found.state, found.amount, found.words, *((now.n, now.of_n) if now else ())]


def _wrote(page: ArticlePage, live: Version | None, by: User) -> bool:
    """Tell whether this person saved a draft since the article last went out."""
    drafts = page.revisions.filter(user=by)
    return (drafts.filter(created_at__gt=live.at) if live else drafts).exists()


def _left(live: Version | None, held: Mapping[int, Pin], placed: Mapping[int, Pin]) -> list[Pin]:
    figures = live.content["figures"] if live and live.content else {}
    return [held[int(pk)] for pk in figures if int(pk) not in placed]


def _manuscript(
    page: ArticlePage, reading: Reading, now: Mapping[Reference, Resolved | None], by: User
) -> Manuscript:
    parts = page.body.get_prep_value()
    return Manuscript(
        title="" if page.title == untitled() else page.title,
        lead=page.lead,
        text=page.body_text(),
        byline=page.signature(),
        photos=[
            SeenPhoto(
                photo["caption"],
                bool(photo["alt"].strip() or photo["decorative"]),
                place=f"body.{part.id}",
                title=photo["image"].title,
                state=photo["image"].state,
                picture=photo["image"].pk,
            )
            for part, photo in page.placed_photos()
        ],
        figures=_cited_figures(parts, reading, now, by),
        lost_files=[f"body.{part.id}" for part, file in page.placed_files() if file is None],
        unheard=[
            (part.value["title"], f"body.{part.id}")
            for part in page.body
            if part.block_type == "played"
            and not (part.value["captions"] or (part.value["transcript"] or "").strip())
        ],
        questions=[
            (each.spot.number.words, place_in_form(parts, each.spot.passage.name))
            for each in reading.open
            if each.spot.place is None
        ],
    )


def _is_settled(pin: Pin, now: Resolved | None) -> bool:
    """Tell whether nobody has to decide about a figure, not even where its source moved and nobody compared."""
    says_another = pin.left_at is None and not pin.beside(now).agrees
    return pin.is_settled and not (pin.agrees and says_another)


def _cited_figures(
    parts: list[dict[str, Any]],
    reading: Reading,
    now: Mapping[Reference, Resolved | None],
    by: User,
) -> list[Cited]:
    figures = [
        Cited(
            label=f"“{plain_lines(each.spot.place.text)}”",
            is_held=False,
            place=place_in_form(parts, each.spot.passage.name),
        )
        for each in reading.open
        if each.spot.place
    ]
    passages = {
        each.pin.pk: each.spot.passage.name for each in reversed(reading.numbers) if each.pin
    }
    free = released_pins(reading.cited)
    bound = [pin for pin in reading.cited if pin.pk not in free]
    if bound:
        free |= {pin.pk for pin in releasable(bound, by)}
    settled = {pin.pk: _is_settled(pin, now[pin.reference]) for pin in reading.cited}
    decided_here = _decided_by(by, [pk for pk, is_settled in settled.items() if not is_settled])
    for pin in reading.cited:
        resolved = now[pin.reference]
        figures.append(
            Cited(
                label=pin.label,
                is_held=True,
                is_settled=settled[pin.pk],
                is_back=pin.left_at is None
                or (resolved is not None and resolved.amount == pin.amount),
                is_released=pin.pk in free,
                is_withheld=resolved is not None and resolved.is_withheld,
                place=place_in_form(parts, passages[pin.pk]),
                pin=pin.pk if pin.pk in decided_here else None,
            )
        )
    return figures


def _decided_by(by: User, pins: Collection[int]) -> set[int]:
    """Return which of these figures this person may decide about."""
    if not pins:
        return set()
    return set(Pin.objects.visible_to(by).filter(pk__in=pins).values_list("pk", flat=True))
