"""Change the deciding code in one place at a time and see whether its tests notice.

Works in copies of the checkout; prints a line a mutant and the share that was noticed. See docs/howto/test.md.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
CODE = Path("src") / "nhip"
DECIDING = {"rules", "actions", "queries"}
ASKING = {"filter", "exclude", "get", "annotate", "order_by"}
SWAPS: dict[type[ast.AST], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
    ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*", ast.And: "or", ast.Or: "and",
}  # fmt: skip
PATIENCE = 300  # seconds; one that never ends is noticed


@dataclass(frozen=True)
class Mutant:
    """One place of one file, and what stands there instead."""

    file: Path
    line: int
    within: int  # the first line of its function, 0 outside of any
    start: int
    end: int
    old: str
    new: str

    def applied(self, source: bytes) -> bytes:
        """Return the file with the change in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}  {' '.join(self.old.split())} -> {' '.join(self.new.split())}"
        )


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Yield every change of a file that this knows to make."""
    source = (ROOT / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(source)
    decorating = {
        id(each)
        for node in ast.walk(tree)
        for decorator in getattr(node, "decorator_list", [])
        for each in ast.walk(decorator)
    }
    within = functions_of(tree)
    for node in ast.walk(tree):
        if id(node) in decorating:
            continue  # how a class is made, not what it decides
        for part, new in changes(node):
            start = starts[part.lineno - 1] + part.col_offset
            end = starts[part.end_lineno - 1] + part.end_col_offset
            old = source[start:end].decode()
            yield Mutant(file, part.lineno, within.get(id(node), 0), start, end, old, new)


def functions_of(tree: ast.AST) -> dict[int, int]:
    """Map each node within a function to the line its innermost function begins at, decorators included."""
    within = {}
    for function in ast.walk(tree):  # outer ones first
        if isinstance(function, ast.FunctionDef):
            first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
            within |= {id(node): first for part in function.body for node in ast.walk(part)}
    return within


def changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield what of a node is replaced, by which words."""
    match node:
        case ast.Expr(value=ast.Call()):
            yield node, "pass"  # a permission, a journal row, a purge, a notice is left out
        case ast.Call(func=ast.Attribute(attr=name), keywords=[_, *_]) if name in ASKING:
            for gone in range(len(node.keywords)):
                kept = [each for n, each in enumerate(node.keywords) if n != gone]
                yield node, ast.unparse(ast.Call(node.func, node.args, kept))
        case ast.Compare(ops=[op]):
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            yield node, f"({left} {SWAPS[type(op)]} {right})"
        case ast.BoolOp():
            word = f" {SWAPS[type(node.op)]} "
            yield node, "(" + word.join(f"({ast.unparse(each)})" for each in node.values) + ")"
        case ast.UnaryOp(op=ast.Not()):
            yield node, f"({ast.unparse(node.operand)})"
        case ast.BinOp(op=op) if type(op) in SWAPS and not texts(node):
            yield node, f"({ast.unparse(node.left)} {SWAPS[type(op)]} {ast.unparse(node.right)})"
        case ast.Constant(value=bool()):
            yield node, str(not node.value)
        case ast.Constant(value=int()):
            yield node, str(node.value + 1)


def texts(node: ast.BinOp) -> bool:
    """Tell whether words or types are joined, not numbers."""
    return any(isinstance(each, ast.Constant | ast.JoinedStr) and not isinstance(
        getattr(each, "value", ""), int) for each in (node.left, node.right))  # fmt: skip


def deciding() -> list[Path]:
    """Return the files that decide: rules, actions and queries of every room."""
    files = (file.relative_to(ROOT) for file in (ROOT / CODE).rglob("*.py"))
    return sorted(
        file
        for file in files
        if DECIDING & {*file.parts[3:-1], file.stem}
        and not {"tests", "migrations", "demo", "tools", "command"} & set(file.parts)
    )


def reach(copy: Path) -> dict[str, list[str]]:
    """Run every test without a browser once; return the tests that come into each `path:line` of a function."""
    folder = copy / "reached"
    folder.mkdir()
    line = [sys.executable, "-m", "pytest", "-n", "2", "-p", "tests.reach"]
    done = subprocess.run(
        line, cwd=copy, env=paths(copy) | {"NHIP_REACH": str(folder)}, check=False
    )
    assert done.returncode == 0, "not green before any change"
    coming: dict[str, list[str]] = {}
    for told in folder.glob("*.json"):
        for test, places in json.loads(told.read_text()).items():
            for place in places:
                coming.setdefault(place, []).append(test)
    return coming


def tests_of(mutant: Mutant, coming: dict[str, list[str]]) -> list[str]:
    """Return the tests that come past a change, or past its file outside a function; the room's first."""
    place = f"{mutant.file}:{mutant.within}"
    tests = coming.get(place, [])
    if not mutant.within:
        here = f"{mutant.file}:"
        tests = sorted({test for key in coming if key.startswith(here) for test in coming[key]})
    room = "/".join(mutant.file.parts[:4])
    return sorted(tests, key=lambda test: not test.startswith(room))


def is_noticed(mutant: Mutant, tests: list[str], copy: Path) -> bool:
    """Change a copy, run the tests, and put it back; what no test comes past is not noticed."""
    if not tests:
        return False
    file = copy / mutant.file
    source = file.read_bytes()
    file.write_bytes(mutant.applied(source))
    try:
        return not is_green(tests, copy)
    finally:
        file.write_bytes(source)


def is_green(tests: list[str], copy: Path) -> bool:
    """Run tests in a copy; one that never ends is not green."""
    asked = copy / "asked.txt"
    asked.write_text("\n".join(tests))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", f"@{asked}"],
            cwd=copy,
            env=paths(copy),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def paths(copy: Path) -> dict[str, str]:
    """Return an environment in which Python imports the copy."""
    return os.environ | {"PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}"}


def main() -> None:
    """Try a random sample of all changes, two at a time."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--part", default="", help="as work/reports: only files below it")
    options = asked.parse_args()
    files = [file for file in deciding() if file.is_relative_to(CODE / options.part)]
    every = [mutant for file in files for mutant in mutants_of(file)]
    chosen = random.Random(options.seed).sample(every, min(options.count, len(every)))
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("one", "two"):
            copy = Path(folder) / name
            shutil.copytree(
                ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "demo-*", "*.pyc")
            )
            copies.put(copy)

        def in_a_copy(asked: Callable[[Path], bool]) -> bool:
            copy = copies.get()
            try:
                return asked(copy)
            finally:
                copies.put(copy)

        coming = reach(Path(folder) / "one")
        with ThreadPoolExecutor(2) as pool:
            noticing = pool.map(
                lambda each: in_a_copy(partial(is_noticed, each, tests_of(each, coming))), chosen
            )
            verdicts = []
            for mutant, noticed in zip(chosen, noticing, strict=True):
                verdicts.append(noticed)
                print("noticed" if noticed else "PASSED ", mutant, flush=True)
    print(f"{sum(verdicts)} of {len(verdicts)} noticed, of {len(every)} possible")


if __name__ == "__main__":
    main()
