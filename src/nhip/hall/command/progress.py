"""How far the work is: a bar on a terminal, elsewhere a line a step or tenth; always on standard error."""

import sys
import time
from collections.abc import Callable

WIDTH = 28


class ProgressBar:
    """One bar for the whole work; its parts report from 0 to 1 each."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.step = ""
        self.told = 0.0
        self.is_terminal = sys.stderr.isatty()

    def part(self, start: float, end: float) -> Callable[[float, str], None]:
        """Return what one part calls with its own share and the step it is at."""
        return lambda share, step: self.show(start + (end - start) * min(1.0, share), step)

    def show(self, share: float, step: str) -> None:
        if self.is_terminal:
            bar = "█" * round(share * WIDTH)
            sys.stderr.write(f"\r\x1b[K{bar:░<{WIDTH}} {share:4.0%}  {step}")
        elif step != self.step or share >= self.told + 0.1:
            self.told = share
            sys.stderr.write(f"{share:4.0%}  {step}\n")
        self.step = step
        sys.stderr.flush()

    def finish(self) -> None:
        """Close the bar with the time it took, if anything was done."""
        if self.step:
            start = "\r\x1b[K" if self.is_terminal else ""
            sys.stderr.write(f"{start}100%  {time.monotonic() - self.began:.1f} s\n")
