"""Pages of the register."""

from .authority import authority_list, authority_template
from .entering import correct, new_paper, paper_list, paper_list_template
from .files import add, download, take_out
from .kinds import kinds, rename_kind
from .register import document, register

__all__ = [
    "add",
    "authority_list",
    "authority_template",
    "correct",
    "document",
    "download",
    "kinds",
    "new_paper",
    "paper_list",
    "paper_list_template",
    "register",
    "rename_kind",
    "take_out",
]
