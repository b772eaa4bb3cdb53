"""`nhip lock`: choose versions of all packages anew, with hashes and no index named."""

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from nhip.hall.command.catalogues import ROOT

UV = Path(sys.prefix) / "uv" / "bin" / "uv"
LINE = [
    str(UV), "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--upgrade",
    "--python-version=3.11", "--custom-compile-command=./nhip lock",
]  # fmt: skip
LOCKS = {
    "uv": ["requirements/uv.in"],
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group=dev", "--constraint=requirements/run.txt"],
}


def run(options: Namespace) -> int:
    """Write the three locks."""
    for name, source in LOCKS.items():
        subprocess.run(
            [*LINE, f"--output-file=requirements/{name}.txt", *source], cwd=ROOT, check=True
        )
    return 0
