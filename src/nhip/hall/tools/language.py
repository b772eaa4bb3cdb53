"""The developers' words have a catalogue of their own."""

from pathlib import Path

from nhip.hall.command.language import speaking

_ = speaking(Path(__file__).parent / "locale")
