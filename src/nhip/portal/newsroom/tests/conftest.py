"""The site of the news room, with its draft, article and source of figures."""

from nhip.portal.news.tests.conftest import (  # noqa: F401
    _media,
    article,
    draft,
    home,
    numbers,
    released,
    section,
)
