"""The editor's side: whatever changes a fact of the office there stands in the journal, whoever asks how.

Every address under the editor's side is asked in every way by everybody; what wrote rows without a row in the
journal is a fault. Tables that hold no fact of the office are listed with their reasons in
`nhip.portal.site.rules.UNTOLD`; drafts the editor saves by itself follow the row of the first one.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Revision, Site
from wagtail.rich_text import RichText

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Detail, Entry
from nhip.portal.files.models import StoredFile
from nhip.portal.news.actions import publish_article
from nhip.portal.news.models import ArticlePage, HomePage, SectionPage, Version
from nhip.portal.panels.models import LinkPanel, Snapshot
from nhip.portal.pictures.models import Picture
from nhip.portal.site.rules import UNTOLD
from tests.cast import AT
from tests.doors import ROLES, Stage, undone
from tests.files import document, drawn, picture

WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
NO_FACT = UNTOLD.keys() | {"wagtailcore_modellogentry", "wagtailcore_pagelogentry"}
LOOKS = {"locale-preferred_language": "vi", "locale-current_time_zone": "UTC", "theme-theme": "system",
         "theme-contrast": "system", "theme-density": "default"}  # fmt: skip
# Wagtail's own faults before a form nobody was shown; nothing is changed.
STUMBLES = ("/failwhale/", "/choose-external-link/", "/redirects/import/process/")
ROUTE = "bien-tap/"


@dataclass
class Kept:
    """One of everything the editor's side can change."""

    stage: Stage
    article: ArticlePage
    draft: ArticlePage
    section: SectionPage
    shown: Picture
    image: Picture
    document: StoredFile
    redirect: Redirect
    collection: Collection
    panel: LinkPanel


@pytest.fixture
def kept(stage: Stage, settings: Any, tmp_path: Any) -> Kept:
    settings.MEDIA_ROOT = tmp_path
    section = SectionPage.objects.get()
    cast = stage.cast
    shown = picture("Hội trường")
    gallery = ("gallery", [{"image": shown, "caption": "Ảnh", "alt": "Hội trường"}])
    words = {"lead": "Dẫn.", "byline": "Tổ biên tập", "is_sample": True}
    public = ArticlePage(
        title="Bài đã đăng",
        slug="bai-da-dang",
        body=[("paragraph", RichText("<p>Lời.</p>")), gallery],
        **words,
    )
    section.add_child(instance=public)
    public.save_revision(user=cast.editor)
    publish_article(public, is_open_seen=True, by=cast.publisher, at=AT)
    draft = section.add_child(instance=ArticlePage(title="Nháp", slug="nhap", **words))
    draft.save_revision(user=cast.editor)
    library = Collection.get_first_root_node()
    return Kept(
        stage,
        ArticlePage.objects.get(pk=public.pk),
        draft,
        section,
        shown,
        picture("Ảnh khác"),
        document(),
        Redirect.objects.create(old_path="/cu", redirect_link="/moi"),
        library.add_child(instance=Collection(name="Bộ")),
        LinkPanel.objects.create(title="Liên kết", slug="lien-ket"),
    )


def addresses(
    resolver: URLResolver, above: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield what each address of the editor's side is called, or its route where it has no name."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if not ROUTE.startswith(route[: len(ROUTE)]):
            continue
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name]) if pattern.name else route
        else:
            within = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern, route, within)


NAMES = sorted({name for name in addresses(get_resolver()) if "/" not in name})
DEEDS = ("copy", "move", "delete", "publish", "unpublish", "convert_alias", "create_alias",
         "copy_for_translation", "revert_to_page_revision")  # fmt: skip
BULK = [
    ("site", "basepage", deed) for deed in ("delete", "move", "publish", "unpublish")
] + [
    ("pictures", "picture", deed) for deed in ("delete", "add_tags", "add_to_collection")
] + [
    ("files", "storedfile", deed) for deed in ("delete", "add_tags", "add_to_collection")
] + [("accounts", "user", deed) for deed in ("delete", "assign_role", "set_active_state")]  # fmt: skip


def named(kept: Kept, name: str) -> Iterator[dict[str, Any]]:
    """Yield what may stand in an address, by the names its route gives."""
    people = kept.stage.cast
    pages = [kept.article, kept.draft]
    keys = {
        "wagtailredirects": kept.redirect.pk,
        "wagtailadmin_collections": kept.collection.pk,
        "wagtailsnippets_panels_linkpanel": kept.panel.pk,
        "wagtailsnippets_panels_snapshot": Snapshot.objects.values_list("pk", flat=True).first(),
        "wagtailusers_users": people.reporter.pk,
        "wagtailusers_groups": Group.objects.values_list("pk", flat=True).first(),
        "wagtailsettings": 1,
        "wagtailsites": Site.objects.get().pk,
        "wagtaildocs_chooser": kept.document.pk,
        "wagtailimages_chooser": kept.image.pk,
        "pictures": kept.image.pk,
        "wagtailadmin_api": kept.article.pk,
    }
    space = name.partition(":")[0]
    for page in pages:
        revision = Revision.objects.filter(object_id=str(page.pk)).values_list("pk", flat=True)
        said: dict[str, Any] = {
            "pk": page.pk if name.startswith("wagtailadmin_pages") else keys.get(space, 1),
            **dict.fromkeys(("page_id", "page_pk", "page_to_move_id", "object_id"), page.pk),
            **dict.fromkeys(("parent_page_id", "destination_id"), kept.section.pk),
            **dict.fromkeys(("content_type_app_name", "app_name", "app_label"), "news"),
            **dict.fromkeys(("content_type_model_name", "model_name"), "articlepage"),
            **dict.fromkeys(("document_id", "doc_id"), kept.document.pk),
            **dict.fromkeys(("image_id",), kept.image.pk),
            **dict.fromkeys(("task_id", "task_state_id", "workflow_pk", "uploaded_file_id"), 1),
            **dict.fromkeys(("session_id", "workflow_state_id", "restriction_id"), 1),
            "revision_id": revision.last(),
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "redirect_id": kept.redirect.pk,
            "collection_id": kept.collection.pk,
            "filter_spec": "width-20",
            "spec": "max-165x165",
            "uidb64": "x",
            "token": "y",
            "action_name": "publish",
        }
        if space == "wagtailsettings":
            said |= {"app_name": "site", "model_name": "sitesettings"}
        if name == "wagtailadmin_tag_model_autocomplete":
            said |= {"app_name": "taggit", "model_name": "tag"}
        if name == "wagtail_bulk_action":
            for app, model, deed in BULK:
                yield said | {"app_label": app, "model_name": model, "action": deed}
        elif name == "wagtailadmin_api:pages:action":
            for deed in DEEDS:
                yield said | {"action_name": deed}
        else:
            yield said


def written_at(kept: Kept, name: str) -> set[str]:
    """Return every address of this name, with what may stand in it."""
    found = set()
    for said in named(kept, name):
        for _possible, params in _forms(name):
            try:
                found.add(reverse(name, kwargs={key: said[key] for key in params}))
            except NoReverseMatch:
                continue
    return found


def _forms(name: str) -> list[tuple[str, list[str]]]:
    resolver, *spaces = get_resolver(), *name.split(":")
    for space in spaces[:-1]:
        _route, resolver = resolver.namespace_dict[space]
    found = resolver.reverse_dict.getlist(spaces[-1])
    return [form for forms, *_rest in found for form in forms]


@dataclass
class Seen:
    """What one request wrote."""

    tables: set[str]
    status: int


def ask(client: Client, verb: str, address: str, said: dict[str, Any] | None = None) -> Seen:
    tables: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if (found := WRITES.match(sql)) and context["cursor"].rowcount:
            tables.add(found[1])
        return result

    with connection.execute_wrapper(note):
        answer = getattr(client, verb)(address, said or {})
    return Seen(tables, answer.status_code)


def bodies(kept: Kept) -> list[dict[str, Any]]:
    """Return what is sent: nothing, and all that any of the forms asks for."""
    page, image = kept.draft.pk, kept.image.pk
    return [
        {},
        {
            "title": "Tên", "name": "Tên", "slug": "ten", "username": "moi", "email": "m@example.vn",
            "old_path": "/cu-hon", "redirect_link": "https://example.vn/moi", "is_permanent": "on",
            "first_name": "A",
            "last_name": "B", "password1": "mot-cau-du-dai-de-doi", "is_superuser": "on",
            "password2": "mot-cau-du-dai-de-doi", "id": [page, image], "reason": "x", "next": "/",
            "new_title": "Bản sao", "new_slug": "ban-sao", "destination": kept.section.pk,
            "lead": "Dẫn", "body-count": "0", "byline": "Tổ", "action-publish": "1",
            "destination_page_id": kept.section.pk, "position": "0", "restriction_type": "login",
            "links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0", "action": "approve",
            "include_descendants": "on", "collection": kept.collection.pk, "tags": "a",
            "mark_as_active": "on", "role": "1", "chooser": kept.section.pk, "name_email-first_name": "A",
            "name_email-last_name": "B", "name_email-email": "m@example.vn", **LOOKS,
        },
    ]  # fmt: skip


def people(stage: Stage) -> dict[str, User]:
    cast = {role: getattr(stage.cast, role) for role in ROLES}
    return cast | {"first account": User.objects.get(username="setup")}


INSIDE = ("administrator", "editor", "publisher", "first account")


FAMILIES = sorted({name.partition(":")[0] for name in NAMES})


@pytest.mark.parametrize("family", FAMILIES)
def test_what_changes_a_fact_stands_in_the_journal(kept: Kept, family: str):
    sent = bodies(kept)
    cookies = {role: enter(kept, role).cookies for role in people(kept.stage)}
    for name in (name for name in NAMES if name.partition(":")[0] == family):
        found = written_at(kept, name)
        assert found, f"the walk knows no address of {name}: say in `named` what stands in it"
        for role in cookies:
            client = Client(raise_request_exception=False)
            client.cookies = deepcopy(cookies[role])
            asked = [("get", {}), *(("post", said) for said in sent)]
            for address in sorted(found):
                for verb, said in asked if role in INSIDE else asked[-1:]:
                    with undone():
                        before = Entry.objects.count()
                        seen = ask(client, verb, address, said)
                        facts = seen.tables - NO_FACT
                        where = (role, verb, address, seen)
                        assert seen.status < 500 or address.endswith(STUMBLES), where
                        assert not facts or Entry.objects.count() > before, where
                        assert role in INSIDE or not facts, where


def test_the_walk_knows_every_address_that_has_no_name():
    nameless = sorted(name for name in addresses(get_resolver()) if "/" in name)
    assert nameless == [f"{ROUTE}^.*/$", f"{ROUTE}login/", f"{ROUTE}test404/"]


def enter(kept: Kept, role: str) -> Client:
    client = Client()
    client.force_login(people(kept.stage)[role])
    return client


def told(before: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True)[before:])


def test_deeds_of_the_editors_side_stand_each_in_a_row(kept: Kept):
    chief, page = enter(kept, "first account"), kept.draft.pk
    empty = SectionPage(title="Trống", slug="trong")  # the other has public pages under it
    kept.section.get_parent().add_child(instance=empty)
    home = HomePage.objects.get()
    file = SimpleUploadedFile("b.png", drawn(), "image/png")
    pages, images = "/bien-tap/pages/", "/bien-tap/images/"
    led = {"old_path": "/x", "redirect_link": "https://example.vn/y"}
    for address, said, verb in [
        ("/bien-tap/redirects/add/", led, "editor.create"),
        (f"/bien-tap/redirects/{kept.redirect.pk}/delete/", {}, "editor.delete"),
        (f"{images}add/", {"title": "Mới", "file": file, "collection": 1}, "editor.create"),
        (f"{images}{kept.image.pk}/", {"title": "Tên khác", "collection": 1}, "editor.edit"),
        (f"/bien-tap/documents/delete/{kept.document.pk}/", {}, "editor.delete"),
        (f"{pages}{page}/lock/", {}, "editor.lock"),
        (f"{pages}{page}/unlock/", {}, "editor.unlock"),
        (f"{pages}{kept.article.pk}/set_position/?position=1", {}, "editor.reorder"),
        (f"{pages}{empty.pk}/unpublish/", {}, "editor.unpublish"),
    ]:
        before = Entry.objects.count()
        answer = chief.post(address, said)
        assert answer.status_code in (200, 302), address
        assert told(before), (address, answer.content[:3000])
        assert told(before)[-1] == verb, address
        assert Entry.objects.latest("pk").by_id == User.objects.get(username="setup").pk
    assert home.pk
    enter(kept, "editor").post(f"{pages}{page}/delete/")
    assert "article.binned" in told(0)[-2:]  # the bin itself is made with the first


def test_what_wagtail_logs_nowhere_is_told_with_its_tables(kept: Kept):
    before, address = len(told(0)), "/bien-tap/collections/add/"
    enter(kept, "first account").post(address, {"name": "Bộ hai", "parent": 1})
    assert told(before) == ["editor.changed"]
    said = Detail.objects.latest("pk").said
    assert (said["address"], said["tables"]) == (address, ["wagtailcore_collection"])


@pytest.mark.parametrize("name", [n for n in NAMES if n == "wagtailadmin_account" or "user" in n])
def test_no_door_of_the_editors_side_changes_an_account(kept: Kept, name: str):
    for role in ("administrator", "first account", "editor"):
        client = enter(kept, role)
        for address in sorted(written_at(kept, name)):
            for verb, said in [("get", {}), *(("post", said) for said in bodies(kept))]:
                with undone():
                    seen = ask(client, verb, address, said)
                    assert seen.status < 500, address
                    assert "accounts_user" not in seen.tables, address


def test_the_editors_own_page_asks_for_no_name(kept: Kept):
    client = enter(kept, "editor")
    assert "name_email" not in client.get("/bien-tap/account/").content.decode()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", ["publisher", "first account"])
def test_the_editors_interface_changes_no_page(kept: Kept, deed: str, role: str):
    for page in (kept.article, kept.draft):
        address = f"/bien-tap/api/main/pages/{page.pk}/action/{deed}/"
        seen = ArticlePage.objects.count(), len(told(0))
        answer = enter(kept, role).post(address, {"destination_page_id": kept.section.pk})
        assert answer.status_code == 403
        assert "không sửa" in answer.json()["message"]
        assert (ArticlePage.objects.count(), len(told(0))) == seen


def test_accounts_and_groups_are_not_changed_past_their_page(kept: Kept):
    reporter = kept.stage.cast.reporter
    for address in (f"users/edit/{reporter.pk}/", "users/new/", f"users/delete/{reporter.pk}/",
                    "groups/new/", f"groups/edit/{Group.objects.first().pk}/",
                    f"bulk/accounts/user/delete/?id={reporter.pk}"):  # fmt: skip
        for role in ("administrator", "first account"):
            before = list(User.objects.order_by("pk").values()), Group.objects.count()
            answer = enter(kept, role).post(f"/bien-tap/{address}", bodies(kept)[1], follow=True)
            assert "trang tài khoản" in answer.content.decode(), address
            assert answer.redirect_chain[-1][0] == "/lam-viec/tai-khoan/tat-ca/"
            now = [{**each, "last_login": None} for each in User.objects.order_by("pk").values()]
            assert now == [{**each, "last_login": None} for each in before[0]]
            assert Group.objects.count() == before[1]


def test_a_picture_readers_saw_is_neither_deleted_nor_replaced(kept: Kept):
    chief, address = enter(kept, "first account"), f"/bien-tap/images/{kept.shown.pk}/"
    file = kept.shown.file.name
    new = SimpleUploadedFile("b.png", drawn(), "image/png")
    for path, said in ((f"{address}delete/", {}), (address, {"title": "Khác", "file": new, "collection": 1}),
                       (f"/bien-tap/bulk/pictures/picture/delete/?id={kept.shown.pk}", {})):  # fmt: skip
        seen = len(told(0))
        answer = chief.post(path, said, follow=True)
        assert "Bài đã đăng" in answer.content.decode(), path
        stored = Picture.objects.get(pk=kept.shown.pk)
        assert (stored.title, stored.file.name, len(told(0))) == ("Hội trường", file, seen)
    assert chief.post(address, {"title": "Hội trường lớn", "collection": 1}).status_code == 302
    assert Picture.objects.get(pk=kept.shown.pk).title == "Hội trường lớn"


def test_what_was_public_is_not_deleted_with_what_holds_it(kept: Kept):
    for page in (kept.article, kept.section, HomePage.objects.get()):
        enter(kept, "first account").post(f"/bien-tap/pages/{page.pk}/delete/")
        assert Version.objects.filter(page=kept.article).exists()
        assert ArticlePage.objects.filter(pk=kept.article.pk).exists()


def test_a_draft_the_editor_saves_by_itself_is_one_row(kept: Kept):
    editor, address = enter(kept, "editor"), f"/bien-tap/pages/{kept.draft.pk}/edit/"
    said = {"title": "Nháp hai", "slug": "nhap", "lead": "Dẫn.", "body-count": "0", "byline": "Tổ"}
    before = len(told(0))
    as_script = {"Accept": "application/json"}
    first = editor.post(address, said, headers=as_script).json()
    assert told(before) == ["editor.edit"]
    again = said | {"title": "Nháp ba", "overwrite_revision_id": first["revision_id"]}
    assert editor.post(address, again, headers=as_script).status_code == 200
    kept.draft.refresh_from_db()
    assert kept.draft.get_latest_revision_as_object().title == "Nháp ba"
    assert told(before) == ["editor.edit"]
