"""Readers' search: the same hits in the same order on both databases."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db import connection, transaction

from nhip.kit.text.rules import search_key, spelt_words

from ..models import ArticlePage, Findable
from .public import LISTED, articles

MOST_WORDS = 20
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
"""PostgreSQL does not know what splitting a text costs: left to itself it splits all of them, for a second."""


def found(text: str, number: str | None) -> PageOfList[ArticlePage]:
    """Return one page of the public articles in which every word stands, blind to marks and case.

    Those come first in which every word is spelt as it was typed ("Đảng" before "đăng"); then the newest.
    """
    hits: Any = _Hits(tuple(spelt_words(text)[:MOST_WORDS]))
    return Paginator(hits, LISTED).get_page(number)


@dataclass(frozen=True)
class _Hits:
    """What is found of some words, as a list of which a part is read at a time."""

    spelt: tuple[str, ...]

    @cached_property
    def words(self) -> list[str]:
        return search_key(" ".join(self.spelt)).split()

    @cached_property
    def exact(self) -> int:
        return _count({"spelt": self.spelt}) if self.words else 0

    def count(self) -> int:
        return _count({"words": self.words}) if self.words else 0

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, asked: slice) -> list[ArticlePage]:
        if not self.words:
            return []
        start, stop = asked.start, asked.stop
        places = _places({"spelt": self.spelt}, start, min(stop, self.exact))
        held, others = {"words": self.words}, {"spelt": self.spelt}
        places += _places(held, max(start - self.exact, 0), stop - self.exact, without=others)
        pages = dict(Findable.objects.filter(pk__in=places).values_list("place", "page"))
        known = articles().in_bulk(pages.values())
        # what was withdrawn since the index was read is left out
        return [known[pages[place]] for place in places if pages.get(place) in known]


Held = Mapping[str, Iterable[str]]


def _count(held: Held) -> int:
    return int(_read("count(*)", held, {}, "", [])[0])


def _places(held: Held, start: int, stop: int, without: Held | None = None) -> list[int]:
    if stop <= start:
        return []
    order = "ORDER BY {place} DESC LIMIT %s OFFSET %s"
    return _read("{place}", held, without or {}, order, [stop - start, start])


def _read(asked: str, held: Held, without: Held, order: str, limits: list[int]) -> list[int]:
    """Ask the index of this database for the articles that hold all of these words, and not all of those."""
    parts = [part for part in (held, without) if part]
    values: list[str | list[str]]
    if connection.vendor == "sqlite":
        place, table, where = "rowid", "news_findable_words", "news_findable_words MATCH %s"
        values = [" NOT ".join(map(_match, parts))]
    else:
        place, table = "place", "news_findable"
        holds = ["string_to_array({}, ' ') @> %s".format(*part) for part in parts]
        where = f" AND place NOT IN (SELECT place FROM {table} WHERE ".join(holds)  # noqa: S608 (ours)
        where += ")" * bool(without)
        values = [list(words) for part in parts for words in part.values()]
    sql = f"SELECT {asked} FROM {table} WHERE {where} {order}".format(place=place)  # noqa: S608 (ours; words are parameters)
    is_sqlite = connection.vendor == "sqlite"  # there a transaction would wait for who writes
    with nullcontext() if is_sqlite else transaction.atomic(), connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute(BY_INDEX)
        cursor.execute(sql, [*values, *limits])
        return [number for (number,) in cursor.fetchall()]


def _match(held: Held) -> str:
    """Write a query of FTS5; a word holds no quotation mark."""
    (column, words), *_none = held.items()
    return "{} : ({})".format(column, " AND ".join(f'"{word}"' for word in words))
