import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from nhip.kit.text.middleware import NormalisedInput

NFD = unicodedata.normalize("NFD", "kế hoạch")


def arrived(request):
    seen = []
    NormalisedInput(lambda r: seen.append(r) or HttpResponse())(request)
    return seen[0]


def test_query_strings_and_forms_arrive_composed():
    request = arrived(RequestFactory().post(f"/?q={NFD}", {"text": [NFD, "\u200bx"]}))
    assert request.GET["q"] == "kế hoạch"
    assert request.POST.getlist("text") == ["kế hoạch", "x"]


def test_nul_does_not_arrive():
    request = RequestFactory().post("/?q=a%00b", {"text": "c\0d"})
    request.COOKIES = {"sessionid": "e\0f", "co-chu": "125"}
    request = arrived(request)
    assert (request.GET["q"], request.POST["text"]) == ("ab", "cd")
    assert request.COOKIES == {"co-chu": "125"}


@pytest.mark.django_db
def test_a_session_cookie_with_nul_is_a_strangers(client):
    assert (
        client.get("/lam-viec/", headers={"cookie": r'sessionid="abcdefgh\000"'}).status_code == 302
    )


def test_names_of_uploaded_files_arrive_composed():
    file = SimpleUploadedFile(f"{NFD}.txt", b"x")
    assert arrived(RequestFactory().post("/", {"file": file})).FILES["file"].name == "kế hoạch.txt"


def test_other_bodies_are_left_alone():
    request = RequestFactory().post("/", '{"a": 1}', content_type="application/json")
    assert arrived(request).body == b'{"a": 1}'


def test_an_address_with_nul_leads_nowhere():
    with pytest.raises(Http404):
        arrived(RequestFactory().get("/lam-viec/%00/"))
