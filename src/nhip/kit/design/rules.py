"""Reading steps: text sizes and contrast levels, and which comes next."""

from dataclasses import dataclass

SIZE_COOKIE = "co-chu"
CONTRAST_COOKIE = "tuong-phan"
SIZES = ("100", "112", "125", "150", "200")
CONTRASTS = ("soft", "normal", "high")
HALVES = {"112": "112,5"}  # what is written of a step that is no whole number


@dataclass(frozen=True)
class ReadingSteps:
    """Where the reader is on both ladders; an end leads to itself."""

    size: str = "100"
    contrast: str = "normal"

    @property
    def smaller(self) -> str:
        return _neighbour(SIZES, self.size, -1)

    @property
    def larger(self) -> str:
        return _neighbour(SIZES, self.size, 1)

    @property
    def softer(self) -> str:
        return _neighbour(CONTRASTS, self.contrast, -1)

    @property
    def stronger(self) -> str:
        return _neighbour(CONTRASTS, self.contrast, 1)

    @property
    def is_default(self) -> bool:
        return self.size == "100"

    @property
    def written(self) -> str:
        """The size as people write it: "112,5"."""
        return HALVES.get(self.size, self.size)

    @property
    def is_smallest(self) -> bool:
        return self.size == SIZES[0]

    @property
    def is_largest(self) -> bool:
        return self.size == SIZES[-1]

    @property
    def is_softest(self) -> bool:
        return self.contrast == CONTRASTS[0]

    @property
    def is_strongest(self) -> bool:
        return self.contrast == CONTRASTS[-1]


def _neighbour(ladder: tuple[str, ...], step: str, by: int) -> str:
    return ladder[min(max(ladder.index(step) + by, 0), len(ladder) - 1)]
