"""Reports from draft to acceptance."""

from .attachments import (
    Attachment,
    Attachments,
)
from .reports import (
    Entry,
    Narrative,
    Report,
    Reports,
    Revision,
)
from .steps import (
    ReturnedPlace,
    ReviewStep,
)

__all__ = [
    "Attachment",
    "Attachments",
    "Entry",
    "Narrative",
    "Report",
    "Reports",
    "ReturnedPlace",
    "ReviewStep",
    "Revision",
]
