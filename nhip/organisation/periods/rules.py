"""Arithmetic of calendars: pure functions over days."""


def label_of(kind: str, year: int, index: int) -> str:
    """Return the name of a period in words."""
    return f"{kind} {index}/{year}"
