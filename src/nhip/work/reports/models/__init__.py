"""Reports from draft to acceptance."""

from .attachments import (
    Attachment,
    Attachments,
)
from .reports import (
    DraftCell,
    Narrative,
    Report,
    Reports,
)
from .revisions import Revision, Revisions
from .sendings import Sending
from .signings import Signing
from .steps import (
    ReturnedPlace,
    ReviewStep,
)

__all__ = [
    "Attachment",
    "Attachments",
    "DraftCell",
    "Narrative",
    "Report",
    "Reports",
    "ReturnedPlace",
    "ReviewStep",
    "Revision",
    "Revisions",
    "Sending",
    "Signing",
]
