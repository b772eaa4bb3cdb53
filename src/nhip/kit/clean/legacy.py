"""Vietnamese letters that fonts lent to other characters: TCVN3 (.VnTime …) and VNI (VNI-Times …)."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from nhip.kit.text.rules import TONES

from .choices import LegacyEncoding

_TABLES: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("legacy.json").read_text("utf-8")
)
_VNI = re.compile("|".join(sorted(map(re.escape, _TABLES["VNI"]), key=len, reverse=True)))
_UNICODE = re.compile(
    r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9]"
)
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff\u0178\u0152\u0153\u0160\u0161]+")
_MARKED = re.compile(r"[\u00a1-\u00ff]")
_SYLLABLE = re.compile(
    r"(ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưy]{1,3}(ng|nh|ch|[cmnpt])?"
)
# What text of no legacy font puts into a word of Vietnamese.
_TYPICAL = {
    LegacyEncoding.TCVN3: re.compile(
        r"[\u00a1-\u00bf\u00c6\u00ce\u00d0\u00d1\u00d7\u00de\u00f0\u00f7\u00fe]"
    ),
    LegacyEncoding.VNI: re.compile(
        r"[øûïåäëüöñæîØÛÏÅÄËÜÖÑÆÎ]|[aA][âùõêéèÂÙÕÊÉÈ]|[eEoO][âÂ]|[ôÔ][ùõÙÕ]"
    ),
}
ENOUGH = 2  # words that look like one encoding, before a text without its fonts is taken for it


@dataclass(frozen=True)
class LegacyFont:
    """What a font does to the letters; those whose name ends in H show capitals only."""

    encoding: LegacyEncoding
    is_capital: bool = False


def legacy_font(name: str) -> LegacyFont | None:
    """Return what a font of this name lends; None for a font of Unicode."""
    bare = name.strip(" \"'").casefold()
    if bare.startswith((".vn", "vntime")):
        return LegacyFont(LegacyEncoding.TCVN3, bare.endswith("h"))
    return LegacyFont(LegacyEncoding.VNI) if bare.startswith("vni") else None


def decode(words: str, font: LegacyFont) -> str:
    """Return the words as the font shows them; words in Unicode already stay."""
    if _UNICODE.search(words):
        return words
    if font.encoding == LegacyEncoding.TCVN3:
        said = "".join(_TABLES["TCVN3"].get(letter, letter) for letter in words)
    else:
        said = _VNI.sub(lambda match: _TABLES["VNI"][match[0]], words)
    said = unicodedata.normalize("NFC", said)
    return said.upper() if font.is_capital else said


def guess(words: str) -> LegacyEncoding | None:
    """Return the encoding of a text whose fonts are not known, by what its letters look like."""
    return next((each for each in LegacyEncoding if _looks_like(words, each, ENOUGH)), None)


def reads_as(words: str, encoding: LegacyEncoding) -> bool:
    """Return whether each marked word of a line can be read so, as another line of its text is."""
    return _looks_like(words, encoding, 0)


def _looks_like(words: str, encoding: LegacyEncoding, enough: int) -> bool:
    if _UNICODE.search(words):
        return False
    marked = [word for word in _WORD.findall(words) if _MARKED.search(word)]
    read = [word for word in marked if _is_syllable(decode(word, LegacyFont(encoding)))]
    typical = sum(1 for word in read if _TYPICAL[encoding].search(word))
    return bool(marked) and typical >= enough and len(read) >= 0.9 * len(marked)


def _is_syllable(word: str) -> bool:
    if word not in (word.lower(), word.title(), word.upper()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in TONES]
    bare = unicodedata.normalize("NFC", "".join(each for each in letters if each not in TONES))
    return len(tones) <= 1 and bool(_SYLLABLE.fullmatch(bare))
