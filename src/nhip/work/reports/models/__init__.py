"""Regimes, forms and obligations; reports from draft to acceptance."""

from .attachments import (
    Attachment,
    Attachments,
)
from .forms import (
    Form,
    Forms,
    Row,
    RowCheck,
    Section,
)
from .obligations import (
    Extension,
    Obligation,
    Obligations,
)
from .regimes import (
    Regime,
    Regimes,
    Reuse,
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
    "Extension",
    "Form",
    "Forms",
    "Narrative",
    "Obligation",
    "Obligations",
    "Regime",
    "Regimes",
    "Report",
    "Reports",
    "ReturnedPlace",
    "Reuse",
    "ReviewStep",
    "Revision",
    "Row",
    "RowCheck",
    "Section",
]
