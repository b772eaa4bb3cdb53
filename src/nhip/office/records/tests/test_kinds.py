"""A kind is named in one way, whichever room keeps it: seen on papers and on plans."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from nhip.kit.guard.forms import MarkedText
from nhip.office.documents.actions import name_kind
from nhip.office.documents.actions import rename_kind as rename_paper_kind
from nhip.office.documents.models import PaperKind
from nhip.office.documents.tests.makers import AT
from nhip.office.records.rules import KindTaken, NoName, WrongField, kind_code
from nhip.organisation.journal.queries import history
from nhip.work.plans.actions import add_kind
from nhip.work.plans.actions import rename_kind as rename_plan_kind
from nhip.work.plans.models import PlanKind


@dataclass(frozen=True)
class Room:
    add: Any
    rename: Any
    table: Any
    page: str
    verbs: tuple[str, str]


PAPERS = Room(
    lambda name, **told: name_kind(name, holds=False, **told),
    rename_paper_kind,
    PaperKind,
    "documents",
    ("document.kind_named", "document.kind_renamed"),
)
PLANS = Room(
    add_kind, rename_plan_kind, PlanKind, "plans", ("plan.kind_added", "plan.kind_renamed")
)


@pytest.fixture(params=[PAPERS, PLANS], ids=["papers", "plans"])
def room(request):
    return request.param


@pytest.fixture
def told(cast):
    return {"by": cast.planner, "at": AT}


def test_a_name_is_kept_in_composed_letters_and_single_spaces(room, told):
    kind = room.add(unicodedata.normalize("NFD", "  đề   án\tnhỏ "), **told)
    assert (kind.name, kind.code) == ("đề án nhỏ", "de-an-nho")
    room.rename(kind, unicodedata.normalize("NFD", "đề  án lớn"), **told)
    kind.refresh_from_db()
    assert (kind.name, kind.code) == ("đề án lớn", "de-an-nho")
    assert tuple(doing.verb for doing in history(kind)) == room.verbs
    assert history(kind)[-1].said == {"from": "đề án nhỏ", "to": "đề án lớn"}


def test_the_same_name_again_is_no_renaming(room, told):
    kind = room.add("đề án", **told)
    room.rename(kind, "đề  án", **told)
    assert len(history(kind)) == 1
    assert room.rename(kind, "Đề án", **told).name == "Đề án", "its own name, written otherwise"


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("MẬT", MarkedText),
        ("hồ sơ\nTỐI MẬT\nnăm", MarkedText),
        ("…", NoName),
        (" ", NoName),
        ("DE  AN", KindTaken),
        ("x" * 200, WrongField),
    ],
)
def test_what_no_kind_may_be_called_is_refused_new_or_renamed(room, told, name, refusal):
    room.add("đề án", **told)
    other = room.add("thông tri", **told)
    for act in (lambda: room.add(name, **told), lambda: room.rename(other, name, **told)):
        with pytest.raises(refusal):
            act()
    other.refresh_from_db()
    assert other.name == "thông tri"
    assert room.table.objects.last() == other


def test_a_refused_name_stands_at_its_field_on_both_pages(client, cast, room, told):
    client.force_login(cast.planner)
    kind = room.add("đề án", **told)
    pages = reverse(f"{room.page}:kinds"), reverse(f"{room.page}:rename_kind", args=[kind.pk])
    for page in pages:
        for name in ("…", "MẬT"):
            answer = client.post(page, {"name": name})
            html = answer.content.decode()
            assert answer.status_code == 422
            assert "id_name_error" in html
            assert f'value="{name}"' in html


def test_codes_are_told_apart_within_their_length():
    assert kind_code("Quy chế", {"quy-dinh"}, 16) == "quy-che"
    assert kind_code("Quy chế", {"quy-che", "quy-che-2"}, 16) == "quy-che-3"
    long = "Chương trình hành động năm"
    assert kind_code(long, set(), 16) == "chuong-trinh-han"
    assert kind_code(long, {"chuong-trinh-han"}, 16) == "chuong-trinh-h-2"
