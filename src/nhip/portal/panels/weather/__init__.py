"""The weather in Hanoi as Open-Meteo foretells it."""

from pathlib import Path

SAMPLE = Path(__file__).parent / "sample.json"  # what a demonstration begins with
