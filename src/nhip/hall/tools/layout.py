"""`python -m nhip.hall.tools.layout`: templates stand one element a line, so that a change can be read."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from nhip.hall.command.catalogues import PACKAGE, ROOT
from nhip.kit.design.loaders import BLOCKS

LONGEST = 160
WITHIN = {"br", "option"}  # may follow one another in a line
OPENING = re.compile(rf"<({'|'.join(set(BLOCKS.split()) - WITHIN)})\b")


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that is too long or opens two blocks, with what is wrong."""
    for number, line in enumerate(source.splitlines(), 1):
        if len(line) > LONGEST:
            yield number, f"{len(line)} characters, at most {LONGEST}"
        if len(opened := OPENING.findall(line)) > 1:
            yield number, f"opens {' and '.join(opened)}: one element a line"


def main(files: list[Path]) -> int:
    """Say every fault of these templates; return how the program ends."""
    found = [
        f"{file.relative_to(ROOT)}:{number}: {said}"
        for file in files
        for number, said in faults(file.read_text())
    ]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sorted(PACKAGE.glob("**/*.html"))))
