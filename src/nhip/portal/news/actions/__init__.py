"""Every change of the public pages: articles, pictures, the site itself."""

from .articles import (
    NewArticle,
    NotPublic,
    NotReady,
    bind_figure,
    create_draft,
    publish_article,
    take_in_articles,
    withdraw_article,
)
from .holding import Articles
from .pictures import (
    NewPicture,
    WrongPicture,
    make_renditions,
    take_in_pictures,
)
from .setting_up import set_up_site

__all__ = [
    "Articles",
    "NewArticle",
    "NewPicture",
    "NotPublic",
    "NotReady",
    "WrongPicture",
    "bind_figure",
    "create_draft",
    "make_renditions",
    "publish_article",
    "set_up_site",
    "take_in_articles",
    "take_in_pictures",
    "withdraw_article",
]
