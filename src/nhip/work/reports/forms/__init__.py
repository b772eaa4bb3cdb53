"""What pages send in: one section of a draft, a decision, a reason."""

from .checking import (
    ReasonForm,
    ReturnForm,
)
from .entering import (
    ClassificationForm,
    FileForm,
    Posted,
    WorkbookForm,
    read_cells,
    read_section,
    read_sheet,
)

__all__ = [
    "ClassificationForm",
    "FileForm",
    "Posted",
    "ReasonForm",
    "ReturnForm",
    "WorkbookForm",
    "read_cells",
    "read_section",
    "read_sheet",
]
