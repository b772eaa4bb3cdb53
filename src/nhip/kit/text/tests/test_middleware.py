import unicodedata

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
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


def test_names_of_uploaded_files_arrive_composed():
    file = SimpleUploadedFile(f"{NFD}.txt", b"x")
    assert arrived(RequestFactory().post("/", {"file": file})).FILES["file"].name == "kế hoạch.txt"


def test_other_bodies_are_left_alone():
    request = RequestFactory().post("/", '{"a": 1}', content_type="application/json")
    assert arrived(request).body == b'{"a": 1}'
