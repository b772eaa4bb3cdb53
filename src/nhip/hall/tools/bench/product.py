"""The product as a child of the benchmark: the demonstration, with its store or without."""

import os
import sys
from pathlib import Path

from nhip.hall.command import serving
from nhip.hall.command.entering import enter
from nhip.hall.command.folder import DataFolder, Purpose


def main(data: str, port: str, bakes: str) -> int:
    os.environ.pop("DATABASE_URL", None)  # the benchmark's own, of the other copy
    folder = DataFolder(Path(data))
    enter(folder, Purpose.DEMONSTRATION)
    return serving.serve("127.0.0.1", int(port), lambda: None, bakes=bakes == "1")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
