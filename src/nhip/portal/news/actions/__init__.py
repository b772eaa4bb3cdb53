"""Every change of the public pages: articles, pictures, the site itself."""

from .articles import (
    NewArticle,
    answer_number_of,
    bind_figure,
    create_draft,
    take_in_articles,
)
from .holding import Articles
from .pictures import (
    NewPicture,
    WrongPicture,
    make_renditions,
    take_in_pictures,
)
from .publishing import NotConfirmed, NotPublic, NotReady, publish_article, withdraw_article
from .setting_up import set_up_site

__all__ = [
    "Articles",
    "NewArticle",
    "NewPicture",
    "NotConfirmed",
    "NotPublic",
    "NotReady",
    "WrongPicture",
    "answer_number_of",
    "bind_figure",
    "create_draft",
    "make_renditions",
    "publish_article",
    "set_up_site",
    "take_in_articles",
    "take_in_pictures",
    "withdraw_article",
]
