"""The command speaks before Django is set up, so it reads its catalogue by itself."""

import gettext
import os
from collections.abc import Callable
from pathlib import Path

VARIABLES = ("NHIP_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def chosen() -> str:
    """Return the language asked for in the environment; Vietnamese where none of ours is."""
    asked = (os.environ.get(name, "")[:2] for name in VARIABLES)
    return next((code for code in asked if code in ("vi", "en")), "vi")


def speaking(folder: Path) -> Callable[[str], str]:
    """Return the function that says a message in the reader's language, by the catalogue in a folder."""

    def say(message: str) -> str:
        return gettext.translation("django", folder, [chosen()], fallback=True).gettext(message)

    return say


_ = speaking(Path(__file__).parent / "locale")
