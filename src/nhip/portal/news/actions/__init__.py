"""Every change of the public pages: articles, and the site itself."""

from ..queries import NotConfirmed, NotReady
from .articles import answer_number_of, bind_figure, create_draft, take_in_articles
from .binning import NotBinned, NotForTheBin, bin_article, empty_bin, restore_article
from .copying import copy_article, leave_comment
from .due import NotSigned, send_out_due, stop_article, withdraw_expired
from .holding import Articles
from .intake import NewArticle
from .publishing import InTheBin, NotPublic, SignedAlready, publish_article, withdraw_article
from .setting_up import publish_home, set_up_site, show_figures

__all__ = [
    "Articles",
    "InTheBin",
    "NewArticle",
    "NotBinned",
    "NotConfirmed",
    "NotForTheBin",
    "NotPublic",
    "NotReady",
    "NotSigned",
    "SignedAlready",
    "answer_number_of",
    "bin_article",
    "bind_figure",
    "copy_article",
    "create_draft",
    "empty_bin",
    "leave_comment",
    "publish_article",
    "publish_home",
    "restore_article",
    "send_out_due",
    "set_up_site",
    "show_figures",
    "stop_article",
    "take_in_articles",
    "withdraw_article",
    "withdraw_expired",
]
