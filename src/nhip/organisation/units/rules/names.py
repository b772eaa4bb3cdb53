"""Which unit a cell names: by its code, or by its name where one alone is called so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from nhip.kit.sheets.cells import Codes, Unread, refuse_turned
from nhip.kit.sheets.reading import Value
from nhip.kit.sheets.values import written
from nhip.kit.text.rules import fold, nfc


class UnitNames:
    """Finds the codes of units, given as pairs of code and name. Blind to case and spaces.

    A name is looked for as it is written, then without its marks. Of several units of one name none
    is meant.
    """

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        self.by_code: dict[str, list[str]] = {}
        self.by_name: dict[str, list[str]] = {}
        units = list(units)
        self.codes = Codes(code for code, _name in units)
        for code, name in units:
            for key in {_key(code), fold(code)}:
                self.by_code.setdefault(key, []).append(code)
            for key in {_key(name), fold(name)}:
                self.by_name.setdefault(key, []).append(code)

    def code_of(self, value: Value) -> str:
        """Return the code of the unit a cell names. Raises Unread."""
        said = written(value)
        if said in self.codes.known:
            return said
        self.codes.refuse_bare(value)
        if coded := _found(self.by_code, said):
            if len(coded) == 1:
                return coded[0]
            words = _("several units have a code like “%(value)s” (%(codes)s): write it as it is.")
            raise Unread(words, said, codes=", ".join(sorted(coded)[:6]))
        named = _found(self.by_name, said)
        if len(named) == 1:
            return named[0]
        refuse_turned(value)
        if named:
            words = _("several units are called “%(value)s” (%(codes)s): write the code.")
            raise Unread(words, said, codes=", ".join(sorted(named)[:6]))
        raise Unread(_("no unit has the code or the name “%(value)s”."), said)


def _found(codes: Mapping[str, list[str]], said: str) -> list[str]:
    return next((found for key in (_key(said), fold(said)) if (found := codes.get(key))), [])


def _key(name: str) -> str:
    return " ".join(nfc(name).casefold().split())
