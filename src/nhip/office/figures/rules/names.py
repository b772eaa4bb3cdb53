"""Where names known to the installation stand in a text, blind to case and marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from nhip.kit.text.rules import fold, nfc

from .tokens import DASHES, Token, cut
from .words import STARTS

Trie = dict[str, Any]
_END = ""


def named(tokens: Sequence[Token], names: Collection[str]) -> set[int]:
    """Return the indices of the tokens that stand inside an occurrence of one of the names."""
    trie = _trie(frozenset(names))
    return _inside([_key(token.low) for token in tokens], trie) if trie else set()


def said(tokens: Sequence[Token], phrases: Collection[str]) -> set[int]:
    """Return the indices of the tokens inside one of the phrases, letter by letter but for its case."""
    return _inside([token.low for token in tokens], _trie(frozenset(phrases), exact=True))


def _inside(keys: Sequence[str], trie: Trie) -> set[int]:
    inside: set[int] = set()
    for at, key in enumerate(keys):
        branch = trie.get(key)
        if branch is not None:
            inside.update(range(at, _longest(keys, at, branch)))
    return inside


def _longest(keys: Sequence[str], at: int, branch: Trie) -> int:
    end = at
    place = at + 1
    while True:
        if _END in branch:
            end = place
        following = branch.get(keys[place]) if place < len(keys) else None
        if following is None:
            return end
        branch, place = following, place + 1


@lru_cache(maxsize=8)
def _trie(names: frozenset[str], *, exact: bool = False) -> Trie:
    """Keep names word by word; those without a number ask nothing of the scanner."""
    trie: Trie = {}
    for name in names:
        tokens = cut(nfc(name))
        if tokens and _has_number(tokens):
            branch = trie
            for token in tokens:
                branch = branch.setdefault(token.low if exact else _key(token.low), {})
            branch[_END] = {}
    return trie


def _has_number(tokens: Iterable[Token]) -> bool:
    return any(token.is_digits or token.low in STARTS for token in tokens)


@lru_cache(maxsize=4096)
def _key(low: str) -> str:
    return "-" if low in DASHES else fold(low)
