"""A page of tables and words, whatever it is printed to. It knows no domain and no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ScaledNumber:
    """A number scaled by `decimals`."""

    amount: int
    decimals: int


Said = str | ScaledNumber | None
"""What stands in a cell: words, a number, or nothing."""


@dataclass(frozen=True)
class PageLine:
    """One row of a table. The cell at `key_at` bears `key`, by which it is found when it comes back."""

    cells: Sequence[Said]
    key: str = ""
    is_heading: bool = False


@dataclass(frozen=True)
class Block:
    """A heading, a table, and room for words; `text_key` finds the words again."""

    title: str
    note: str = ""
    headings: Sequence[str] = ()
    lines: Sequence[PageLine] = ()
    text_title: str = ""
    text: str = ""
    text_key: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole document. `widths` are the table's columns in characters, `key_at` the one to fill in.

    `corners` are the lines at its head, left and right, the last of each set in bold; `number` stands
    under the left one; `signs` who signs at its foot, and how. `marks` travel with it unseen: what it
    is, so that nothing else is taken for it.
    """

    title: str
    subtitle: str
    blocks: Sequence[Block]
    widths: Sequence[int]
    key_at: int
    marks: dict[str, str] = field(default_factory=dict)
    corners: tuple[Sequence[str], Sequence[str]] | None = None
    dated: str = ""
    number: str = ""
    addressee: str = ""
    signs: Sequence[Sequence[str]] = ()
    foot: str = ""
