"""The editors' searches, as blind to marks and case as the readers' own: pages, pictures, documents.

Wagtail's searches all pass its search backend; ours turns what is kept and what is asked into the same key,
so that no engine's idea of letters, languages or small words counts.
"""

from functools import cache
from importlib import import_module
from typing import Any

from django.db import connection
from modelsearch.query import MATCH_NONE, And, Or, Phrase, PlainText

from nhip.kit.text.rules import search_key


def blind(query: Any) -> Any:
    """Return the same query, by keys."""
    if isinstance(query, str):
        return search_key(query)
    if isinstance(query, PlainText):
        key = search_key(query.query_string)
        return PlainText(key, operator=query.operator, boost=query.boost) if key else MATCH_NONE
    if isinstance(query, Phrase):
        key = search_key(query.query_string)
        return Phrase(key) if key else MATCH_NONE
    if isinstance(query, And | Or):
        parts = [part for each in query.subqueries if (part := blind(each)) is not MATCH_NONE]
        return type(query)(parts) if len(parts) > 1 else parts[0] if parts else MATCH_NONE
    return query


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the search of this database."""
    return _of_engine(connection.vendor)(params | {"SEARCH_CONFIG": "simple"})


@cache
def _of_engine(vendor: str) -> Any:
    """Make the search of an engine; its module is imported now, for it asks for models."""
    kind, path = (
        ("Postgres", "postgres.postgres") if vendor == "postgresql" else ("SQLite", "sqlite.sqlite")
    )
    engine: Any = import_module(f"modelsearch.backends.database.{path}")
    index: Any = getattr(engine, f"{kind}Index")
    found: Any = getattr(engine, f"{kind}SearchBackend")

    class Keys(engine.ObjectIndexer):
        def prepare_value(self, value: Any) -> str:
            return search_key(super().prepare_value(value))

    engine.ObjectIndexer = Keys  # the engine's index knows it by this name alone

    class Index(index):
        def _refresh_title_norms(self, full: bool = False) -> None:
            """Leave all titles alike: Wagtail would read every title anew with each save."""

    class Backend(found):
        index_class = Index

        def _search(self, compiler: Any, query: Any, sought: Any, **how: Any) -> Any:
            """Find by keys; unless another order is asked for the newest first, whom editors look for.

            A score is counted over all hits for each of them, so it takes seconds where there are thousands.
            """
            if how.pop("order_by_relevance", True):
                sought = getattr(sought, "objects", sought).order_by()  # then by its number
            return super()._search(compiler, blind(query), sought, order_by_relevance=False, **how)

    return Backend
