"""What pages send in: one section of a draft, a decision, a reason."""

from .checking import (
    AcceptForm,
    ReportReasonForm,
    ReturnForm,
    SendingForm,
)
from .entering import (
    AttachForm,
    ClassificationForm,
    Posted,
    WorkbookForm,
    read_cells,
    read_places,
    read_section,
    read_sheet,
)

__all__ = [
    "AcceptForm",
    "AttachForm",
    "ClassificationForm",
    "Posted",
    "ReportReasonForm",
    "ReturnForm",
    "SendingForm",
    "WorkbookForm",
    "read_cells",
    "read_places",
    "read_section",
    "read_sheet",
]
