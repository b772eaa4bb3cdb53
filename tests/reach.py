"""Which tests come into which functions of the deciding code: a pytest plugin for `tests.mutants`.

Writes a file a worker into the folder NHIP_REACH names: `{test: ["path:first line", ...]}`.
"""

import json
import os
import sys
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.groups import group_of

ROOT = f"{Path(__file__).parents[1]}{os.sep}"
SRC = f"{ROOT}src{os.sep}"
reached: dict[str, list[str]] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what takes a browser, a running product, a demonstration or a kept database."""
    items[:] = [item for item in items if group_of(item) is None]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note each function a test enters, its fixtures included."""
    seen: set[CodeType] = set()

    def enter(frame: FrameType, event: str, arg: object) -> None:
        seen.add(frame.f_code)

    sys.settrace(enter)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        reached[item.nodeid] = sorted(
            f"{code.co_filename.removeprefix(ROOT)}:{code.co_firstlineno}"
            for code in seen
            if code.co_filename.startswith(SRC) and code.co_name[0] != "<"
        )


def pytest_sessionfinish() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    Path(os.environ["NHIP_REACH"], f"{worker}.json").write_text(json.dumps(reached))
