"""Exchange rates as Vietcombank tells them."""

from pathlib import Path

SAMPLE = Path(__file__).parent / "sample.xml"  # what a demonstration begins with
