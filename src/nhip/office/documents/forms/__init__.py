"""What is asked on the register's pages."""

from .entering import (
    CorrectPaperForm,
    NewPaperForm,
    PaperFileForm,
    PaperKindForm,
)
from .register import RegisterFilter

__all__ = [
    "CorrectPaperForm",
    "NewPaperForm",
    "PaperFileForm",
    "PaperKindForm",
    "RegisterFilter",
]
