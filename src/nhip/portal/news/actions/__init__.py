"""Every change of the public pages: articles, and the site itself."""

from ..queries import NotConfirmed, NotReady
from .articles import (
    NewArticle,
    answer_number_of,
    bind_figure,
    create_draft,
    take_in_articles,
)
from .holding import Articles
from .publishing import NotPublic, publish_article, withdraw_article
from .setting_up import set_up_site

__all__ = [
    "Articles",
    "NewArticle",
    "NotConfirmed",
    "NotPublic",
    "NotReady",
    "answer_number_of",
    "bind_figure",
    "create_draft",
    "publish_article",
    "set_up_site",
    "take_in_articles",
    "withdraw_article",
]
