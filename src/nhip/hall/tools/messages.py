"""`nhip messages`: what the code says, and whether every catalogue has it in good Vietnamese."""

import re
import shutil
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import polib

from nhip.hall.command.catalogues import PACKAGE
from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.language import _

CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")
KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3",
    "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3",
)  # fmt: skip
OF_OTHERS = "config"  # has the words of Django, Wagtail and allauth beside its own
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HEADER = {
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def run(options: Namespace) -> int:
    """Add to every room's catalogue what it lacks and take out what nothing says; or say what is amiss."""
    if shutil.which("xgettext") is None:
        raise CommandRefused(_("xgettext was not found: apt-get install gettext"))
    problems = []
    said: dict[tuple[str | None, str], tuple[str, Path]] = {}
    for room in rooms():
        found = extract(room)
        path = room / CATALOGUE
        catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
        if not options.check:
            add(catalogue, found, path)
            if room.name != OF_OTHERS:
                drop(catalogue, found, path)
        problems += [f"{path}: {text}" for text in lacking(catalogue, found)]
        if room.name != OF_OTHERS:
            problems += [f"{path}: {text}" for text in left_over(catalogue, found)]
        problems += list(contradicting(catalogue, path, said))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def rooms() -> list[Path]:
    """Return the folders that have a catalogue of their own, or should."""
    owners = {file.parent for file in PACKAGE.glob("**/apps.py")}
    owners |= {file.parents[3] for file in PACKAGE.glob("**/LC_MESSAGES/django.po")}
    return sorted(owners)


def files(room: Path) -> Iterator[Path]:
    """Yield the code and templates whose messages belong to this room."""
    others = [other for other in rooms() if other.is_relative_to(room) and other != room]
    for file in sorted(room.glob("**/*")):
        inside = file.relative_to(room).parts
        if file.suffix not in (".py", ".html", ".txt") or {"tests", "migrations"} & set(inside):
            continue
        if not any(file.is_relative_to(other) for other in others):
            yield file


def extract(room: Path) -> polib.POFile:
    """Return every message in the room's code and templates."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from django.utils.translation.template import templatize

    with tempfile.TemporaryDirectory() as folder:
        names = []
        for file in files(room):
            name = file.relative_to(room)
            text = file.read_text()
            copy = Path(folder, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text if file.suffix == ".py" else templatize(text, origin=str(name)))
            names.append(str(name))
        line = ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-location", "--output=-"]
        line += [f"--keyword={word}" for word in KEYWORDS]
        done = subprocess.run(
            [*line, *names], cwd=folder, check=True, capture_output=True, text=True
        )
    # xgettext leaves its charset open; what it wrote is UTF-8 as asked.
    return polib.pofile(done.stdout.replace("charset=CHARSET", "charset=UTF-8") or HEAD_ONLY)


HEAD_ONLY = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def add(catalogue: polib.POFile, found: polib.POFile, path: Path) -> None:
    """Write the messages the catalogue lacks into it, untranslated."""
    new = [entry for entry in found if _find(catalogue, entry) is None]
    if not new:
        return
    catalogue.metadata = catalogue.metadata or HEADER
    for entry in new:
        entry.flags = []
        if entry.msgid_plural:
            entry.msgstr_plural = {0: ""}
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def drop(catalogue: polib.POFile, found: polib.POFile, path: Path) -> None:
    """Take out of the catalogue what nothing in its room says any more."""
    stale = [entry for entry in catalogue if entry.obsolete or _find(found, entry) is None]
    for entry in stale:
        catalogue.remove(entry)
    if stale:
        catalogue.save(str(path))


def lacking(catalogue: polib.POFile, found: polib.POFile) -> Iterator[str]:
    """Yield what is missing, unsure, or has lost a placeholder on the way."""
    for entry in found:
        ours = _find(catalogue, entry)
        if ours is None:
            yield _("not in the catalogue: “{text}”").format(text=entry.msgid)
        elif not _text(ours):
            yield _("not translated: “{text}”").format(text=entry.msgid)
        elif ours.fuzzy:
            yield _("translation is unsure: “{text}”").format(text=entry.msgid)
        elif not set(PLACE.findall(_text(ours))) <= set(
            PLACE.findall(entry.msgid + entry.msgid_plural)
        ):
            yield _("other placeholders than in the code: “{text}”").format(text=entry.msgid)


def left_over(catalogue: polib.POFile, found: polib.POFile) -> Iterator[str]:
    """Yield what stays in a catalogue although nothing in its room says it any more."""
    for entry in catalogue:
        if entry.obsolete or _find(found, entry) is None:
            yield _("nothing says it any more: “{text}”").format(text=entry.msgid)


def contradicting(
    catalogue: polib.POFile,
    path: Path,
    said: dict[tuple[str | None, str], tuple[str, Path]],
) -> Iterator[str]:
    """Yield what two rooms translate differently: Django would take either for both."""
    for entry in catalogue:
        text, other = said.setdefault((entry.msgctxt, entry.msgid), (_text(entry), path))
        if text != _text(entry):
            words = _("“{text}” is “{one}” here and “{two}” in {other}")
            yield f"{path}: " + words.format(
                text=entry.msgid, one=_text(entry), two=text, other=other
            )


def _find(catalogue: polib.POFile, entry: polib.POEntry) -> polib.POEntry | None:
    return catalogue.find(entry.msgid, msgctxt=entry.msgctxt or False)


def _text(entry: polib.POEntry) -> str:
    return str(entry.msgstr or entry.msgstr_plural.get(0, ""))
