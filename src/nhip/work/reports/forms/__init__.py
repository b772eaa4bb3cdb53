"""What pages send in: one section of a draft, a decision, a reason."""

from .checking import (
    ReasonForm,
    ReturnForm,
)
from .designing import (
    CheckForm,
    FormForm,
    SectionForm,
    SectionTitleForm,
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
from .regimes import (
    ExcuseForm,
    ExtensionForm,
    OnceForm,
    RegimeForm,
    UnitsField,
)

__all__ = [
    "CheckForm",
    "ClassificationForm",
    "ExcuseForm",
    "ExtensionForm",
    "FileForm",
    "FormForm",
    "OnceForm",
    "Posted",
    "ReasonForm",
    "RegimeForm",
    "ReturnForm",
    "SectionForm",
    "SectionTitleForm",
    "UnitsField",
    "WorkbookForm",
    "read_cells",
    "read_section",
    "read_sheet",
]
