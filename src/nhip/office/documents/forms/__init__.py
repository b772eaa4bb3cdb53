"""What is asked on the register's pages."""

from .entering import CorrectPaperForm, FileForm, KindForm, NewPaperForm
from .register import RegisterFilter

__all__ = ["CorrectPaperForm", "FileForm", "KindForm", "NewPaperForm", "RegisterFilter"]
