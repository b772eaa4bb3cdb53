from nhip.kit.design import menu

from .pages import Person, request_for


def offer(label, url_name, **kwargs):
    menu.register(
        area="staff", order=kwargs.pop("order", 1), label=label, url_name=url_name, **kwargs
    )


def labels(request):
    return [entry.label for entry in menu.entries(request, "staff")]


def test_a_person_sees_what_the_post_allows_in_order():
    offer("Second", "account_login", order=2, permission="design.see")
    offer("First", "account_logout", order=1)
    offer("Hidden", "account_signup", order=0, permission="design.erase")
    assert labels(request_for(user=Person())) == ["First", "Second"]


def test_what_an_installation_has_not_stands_in_nobodys_menu():
    offer("Here", "account_login", there=lambda: True)
    offer("Not here", "account_logout", there=lambda: False)
    assert labels(request_for(user=Person())) == ["Here"]


def test_a_stranger_sees_nothing():
    offer("First", "account_logout")
    assert labels(request_for()) == []


def test_the_longest_address_that_begins_the_page_is_here():
    offer("Password", "account_change_password")
    offer("Reset", "account_reset_password")
    entries = menu.entries(request_for("/tai-khoan/password/change/x/", user=Person()), "staff")
    assert [(entry.label, entry.is_here) for entry in entries] == [
        ("Password", True),
        ("Reset", False),
    ]


def test_counts_are_asked_only_for_entries_that_are_shown():
    asked = []
    offer("Shown", "account_logout", count=lambda request: asked.append("shown") or 3)
    offer("Hidden", "account_signup", permission="no", count=lambda request: asked.append("hidden"))
    assert menu.entries(request_for(user=Person()), "staff")[0].count == 3
    assert asked == ["shown"]


def test_people_are_written_by_post_where_the_post_is_known():
    assert menu.signature(Person()) == "kehoach"
    menu.sign_with(lambda user: "trợ lý kế hoạch, Đơn vị 07")
    assert menu.signature(Person()) == "trợ lý kế hoạch, Đơn vị 07"
    menu.sign_with(lambda user: "")
    assert menu.signature(Person()) == "kehoach"
