import pytest
from django.template.loader import render_to_string

from nhip.kit.design import context

from .pages import render, request_for


def test_a_choice_kept_in_cookies_is_in_the_first_byte():
    page = render("article", co_chu="150", tuong_phan="high")
    assert '<html lang="vi" data-size="150" data-contrast="high">' in page
    assert 'name="co-chu" value="200"' in page


@pytest.mark.parametrize("value", ["", "400", '"><script>'])
def test_a_cookie_that_is_no_step_is_ignored(value):
    shown = context.display(request_for("/", **{"co-chu": value, "tuong-phan": value}))
    assert shown["display"] == {"size": None, "contrast": None}


def test_only_the_demonstration_has_the_banner_and_is_kept_from_search_engines(settings):
    settings.IS_DEMO = True
    page = render_to_string("403.html", request=request_for("/"))
    assert "Bản trình diễn." in page
    assert '<meta name="robots" content="noindex">' in page
    settings.IS_DEMO = False
    page = render_to_string("403.html", request=request_for("/"))
    assert "Bản trình diễn." not in page
    assert "noindex" not in page
