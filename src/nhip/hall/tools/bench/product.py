"""The product as a child of the benchmark: the demonstration, with its store or without."""

import sys
from pathlib import Path

from nhip.hall.command import serving
from nhip.hall.command.folder import DataFolder, Purpose
from nhip.hall.command.preparing import point_at


def main(data: str, port: str, bakes: str) -> int:
    folder = DataFolder(Path(data))
    folder.take(Purpose.DEMONSTRATION)
    point_at(folder, demo=True)
    return serving.serve("127.0.0.1", int(port), lambda: None, bakes=bakes == "1")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
