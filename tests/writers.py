"""Who writes rows: the demonstration does nothing an office could not do, so it writes by verbs alone.

`python -m tests.writers FILE demo …` is `nhip demo …`, and tells in FILE what wrote past the actions.
"""

import ast
import json
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection

from nhip.hall.command.catalogues import PACKAGE
from nhip.portal.site.rules import UNTOLD

DEMONSTRATION = PACKAGE / "hall" / "demo"
NOT_YET: frozenset[str] = frozenset()
"""Files that still write rows by themselves; one that is clean leaves the list."""
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
WRITERS = {
    "abulk_create", "acreate", "add_child", "add_root", "add_sibling", "asave", "bulk_create",
    "bulk_update", "create", "create_superuser", "create_user", "cursor", "delete", "execute",
    "executemany", "get_or_create", "publish", "save", "save_revision", "update_or_create",
}  # fmt: skip
"""Names by which Django and Wagtail write; `update` and `add` are sets' and dicts' too, see `on_rows`."""


@contextmanager
def writing_past_actions() -> Iterator[set[str]]:
    """Tell every statement that writes for the demonstration with no action in between: "file: statement"."""
    told: set[str] = set()

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said = sql.split()[:3]
        writes = said[0].upper() in WRITES and said[-1].strip('"') not in UNTOLD
        if writes and (file := past_actions(sys._getframe(1))):
            told.add(f"{file}: {' '.join(said)}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield told


def past_actions(frame: FrameType | None) -> str:
    """Return the demonstration's file from which one came here, unless it called an action."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(str(PACKAGE)):
            path = Path(file)
            if path.parent == DEMONSTRATION:
                return path.name
            if "actions" in (path.stem, path.parent.name):
                return ""
        frame = frame.f_back
    return ""


def written_in(source: str) -> list[str]:
    """Return what a file writes by itself, as far as its words tell: "line: name"."""
    return [
        f"{node.lineno}: {node.func.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in WRITERS
        or (node.func.attr in {"update", "aupdate", "add", "remove", "set"} and on_rows(node.func))
    ]


def on_rows(node: ast.AST) -> bool:
    """Tell whether a call hangs on rows: `Unit.objects.filter(…).update`, `user.groups.add`."""
    named = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    return bool(named & {"objects", "groups", "permissions", "filter", "exclude"})


MAKES = {
    name + made
    for name in ("", "a")
    for made in ("create", "bulk_create", "get_or_create", "update_or_create")
}


def made_in(source: str, models: Collection[str]) -> list[str]:
    """Return what rows of these models a file makes past the verbs: "line: Model"."""
    calls = [
        node.func
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in MAKES
    ]
    return [
        f"{call.lineno}: {each.value.id}"
        for call in calls
        for each in ast.walk(call)
        if isinstance(each, ast.Attribute) and each.attr in ("objects", "_default_manager")
        if isinstance(each.value, ast.Name) and each.value.id in models
    ]


NO_VERB = {
    "src/nhip/hall/tests/doors.py": 1,  # pages of the first run, in a house where somebody is already
    "src/nhip/kit/guard/tests/test_signals.py": 3,  # the guard below every verb
    "src/nhip/kit/tasks/tests/test_patience.py": 3,  # any row will do: how a lock is waited for
    "src/nhip/office/documents/tests/test_models.py": 1,  # what search keeps of a row, whoever writes it
    "src/nhip/office/figures/tests/test_actions.py": 1,  # the database refuses it
    "src/nhip/office/figures/tests/doors.py": 1,  # a note the stage's own comparing leaves alone
    "src/nhip/office/records/tests/test_tables.py": 2,  # a made-up room's own verb
    "src/nhip/organisation/journal/tests/test_views.py": 1,  # a deed no room of today has words for
    "src/nhip/organisation/units/tests/test_picking.py": 1,  # a unit that stood in no tree on any day
    "src/nhip/portal/delivery/tests/test_actions.py": 1,  # left by a process that died
    "src/nhip/portal/news/tests/test_pages.py": 2,  # chosen on Wagtail's page of the home page
    "src/nhip/work/forms/tests/test_designing.py": 1,  # an item more of what is defined already
    "tests/test_editors_side.py": 1,  # made on Wagtail's page of link panels
}
"""Rows in tests that no verb makes, by file: how many, and why."""
STILL_BY_HAND: dict[str, int] = {
    "src/nhip/portal/panels/tests/test_queries.py": 1,
    "src/nhip/portal/site/tests/test_views.py": 1,
    "src/nhip/work/reports/tests/test_taking_in.py": 1,
    "src/nhip/work/reports/tests/test_views.py": 5,
    "src/nhip/work/training/tests/verbs.py": 1,
}
"""Rows in tests that verbs could make: the numbers only fall, and a file that is clean leaves the list."""


def main(told_in: str, *words: str) -> int:
    """Run the command with an eye on the demonstration while it is built."""
    from nhip.hall.command import demo, main

    prepare = demo.prepare
    with ExitStack() as watching:

        def prepared(*arguments: Any) -> None:
            prepare(*arguments)  # settings are read after it, not before
            told = watching.enter_context(writing_past_actions())
            watching.callback(lambda: Path(told_in).write_text(json.dumps(sorted(told))))

        demo.prepare = prepared
        return main([*words])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
