"""Two versions of remarks beside each other."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of remarks, before and after; "" where there was, or is, none."""

    was: str
    now: str

    @property
    def is_same(self) -> bool:
        """Tell whether it stayed as it was."""
        return self.was == self.now


def paragraphs_between(before: str, after: str) -> list[Paragraph]:
    """Lay two versions of remarks beside each other, paragraph by paragraph."""
    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    found = []
    matches = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, old_from, old_to, new_from, new_to in matches.get_opcodes():
        pairs = zip_longest(old[old_from:old_to], new[new_from:new_to], fillvalue="")
        found += [Paragraph(*pair) for pair in pairs]
    return found
