"""Files beside a section: taken in with distrust, bound to what was handed in, given with permission."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from playwright.sync_api import expect

from nhip.work.duties.choices import Status
from nhip.work.forms.actions import next_version, publish_form
from nhip.work.forms.models import Section
from nhip.work.forms.queries import print_of
from nhip.work.reports import actions, papers, printed, rules
from nhip.work.reports.models import Attachment, Report
from tests.axe import faults

from .desk import IN_TIME, LATER, PDF, Desk, attached


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ATTACHMENTS_ROOT = tmp_path


@pytest.fixture
def section(desk: Desk) -> Section:
    """The first section, which must have a PDF or a Word file of at most 1 MB."""
    return desk.needs_files()


@pytest.fixture
def by(desk: Desk) -> dict[str, object]:
    return {"by": desk.cast.reporter, "at": IN_TIME}


def word(text: str = "Biên bản", part: str = "") -> bytes:
    doc, out = Document(), io.BytesIO()
    doc.add_paragraph(text)
    doc.save(out)
    if part:
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(part, "x")
    return out.getvalue()


def put(report: Report, section: Section, by, name: str = "a.pdf", said: bytes = PDF) -> Attachment:
    return actions.attach(report, section, name, io.BytesIO(said), **by)


def test_a_section_takes_ten_files(desk, section, by):
    report = desk.draft()
    for n in range(10):
        put(report, section, by, f"{n}.pdf", PDF + b"%" * n)
    with pytest.raises(actions.FileNotTaken, match="10"):
        put(report, section, by, "10.pdf", PDF + b"%" * 10)
    assert report.attachments.count() == 10


def test_a_report_without_the_file_it_must_have_stays_and_the_place_is_named(desk, section, by):
    report = desk.filled()
    with pytest.raises(actions.Incomplete, match=r"1\. Học tập"):
        actions.submit_report(report, **by)
    kept = put(report, section, by)
    revision = actions.submit_report(report, **by)
    [filed] = rules.files_of(revision.content)
    assert (filed.section, filed.name, filed.digest) == (1, "a.pdf", kept.digest)
    assert revision.is_intact
    assert papers.revision_sheet(revision).parts[0].files == [kept]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"MZ\x90\x00 a program"),
        ("a.exe", PDF),
        ("a.pdf.exe", PDF),
        ("a", PDF),
        ("a.xlsx", word()),
        ("a.docx", PDF),
        ("a.docx", word(part="word/vbaProject.bin")),
        ("a.docx", word(part="word/activeX/activeX1.bin")),
        ("a.docx", word("TUYỆT MẬT")),
        ("a.docx", word()[:-40]),
        ("TUYỆT MẬT.pdf", PDF),
        ("a.pdf", PDF + b" " * 1024 * 1024),
    ],
)
def test_a_file_that_is_not_what_was_asked_for_is_not_taken(desk, section, by, name, said):
    report = desk.filled()
    with pytest.raises(actions.FileNotTaken):
        put(report, section, by, name, said)
    assert not Attachment.objects.exists()


def test_a_file_is_taken_once_and_only_where_files_are_asked(desk, section, by):
    report = desk.filled()
    put(report, section, by)
    put(report, section, by, "b.docx", word())
    with pytest.raises(actions.FileNotTaken):
        put(report, section, by, "c.pdf")
    with pytest.raises(actions.FileNotTaken):
        put(report, Section.objects.get(pk=desk.sections[1]), by)


def test_only_the_unit_attaches_and_only_to_a_draft(desk, section, by):
    report = desk.filled()
    for person in (desk.cast.stranger, desk.cast.planner, desk.cast.unit_chief):
        with pytest.raises(PermissionDenied):
            put(report, section, by | {"by": person})
    kept = put(report, section, by)
    actions.submit_report(report, **by)
    with pytest.raises(actions.NotDraft):
        put(report, section, by, "b.docx", word())
    with pytest.raises(actions.NotDraft):
        actions.detach(kept, **by)


def test_what_was_handed_in_stays_when_the_draft_goes_on(
    desk, section, by, django_capture_on_commit_callbacks
):
    report = desk.filled()
    kept = put(report, section, by)
    first = actions.submit_report(report, **by)
    actions.return_report(report, "Kèm bản khác.", by=desk.cast.planner, at=LATER)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(Attachment.objects.get(pk=kept.pk), **by)
        never = put(report, section, by, "sai.docx", word("nhầm"))
        actions.detach(never, **by)
    put(report, section, by, "b.docx", word())
    second = actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    assert [each.name for each in papers.revision_sheet(first).parts[0].files] == ["a.pdf"]
    sheet = papers.revision_sheet(second, first)
    assert [each.name for each in sheet.parts[0].files] == ["b.docx"]
    assert any("Tệp" in words for _anchor, words in sheet.changed)
    assert kept.path.read_bytes() == PDF
    assert not never.path.exists()


def test_a_returned_place_opens_its_own_files_only(desk, section, by):
    report = desk.filled()
    put(report, section, by)
    actions.submit_report(report, **by)
    actions.return_report(report, "", by=desk.cast.planner, at=LATER, places={(2, 1): "Xem lại"})
    with pytest.raises(actions.NotDraft):
        put(report, section, by, "b.docx", word())


def test_a_file_is_given_to_keep_to_those_who_see_the_report(desk, as_user, settings):
    kept = attached(desk)
    address = reverse("reports:download", args=[kept.pk])
    for person in (desk.cast.reporter, desk.cast.planner, desk.cast.unit_chief):
        answer = as_user(person).get(address)
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
    for person in (desk.cast.stranger, desk.cast.reader):
        assert as_user(person).get(address).status_code == 404
    assert not str(kept.path).startswith(str(settings.MEDIA_ROOT))
    kept.path.write_bytes(b"changed")
    assert as_user(desk.cast.planner).get(address).status_code == 409


def test_a_file_of_a_draft_is_seen_by_its_unit_only(desk, section, by, as_user):
    kept = put(desk.filled(), section, by)
    address = reverse("reports:download", args=[kept.pk])
    assert as_user(desk.cast.planner).get(address).status_code == 404
    assert as_user(desk.cast.reporter).get(address).status_code == 200


def test_a_reporter_attaches_on_the_pages(desk, section, as_user):
    report, client = desk.filled(), as_user(desk.cast.reporter)
    entry = reverse("reports:entry", args=[report.pk])
    client.post(entry, {"do": "submit", "classification": "none"})
    report.refresh_from_db()
    assert report.status == Status.DRAFT
    here = reverse("reports:attachments", args=[report.pk, 1])
    assert here in client.get(f"{entry}?muc=1").content.decode()

    def send(name: str, said: bytes):
        return client.post(here, {"file": SimpleUploadedFile(name, said)})

    wrong = send("a.pdf", b"not a pdf")
    assert wrong.status_code == 422
    assert 'id="id_file_error"' in wrong.content.decode()
    assert client.post(here, {}).status_code == 422
    assert send("a.docx", word("TUYỆT MẬT")).status_code == 422
    assert send("a.pdf", PDF).status_code == 302
    kept = Attachment.objects.get()
    assert reverse("reports:take_out", args=[kept.pk]) in client.get(here).content.decode()
    client.post(entry, {"do": "submit", "classification": "none"})
    shown = as_user(desk.cast.planner).get(reverse("reports:check", args=[report.pk]))
    assert reverse("reports:download", args=[kept.pk]) in shown.content.decode()
    paper = printed.revision_paper(report.revisions.get())
    assert "a.pdf" in paper.blocks[0].note


def test_the_designer_says_which_files_are_asked(desk, as_user):
    draft = next_version(desk.form, by=desk.cast.planner, at=LATER)
    section, client = draft.sections.get(number=2), as_user(desk.cast.planner)
    here = reverse("forms:design", args=[draft.pk])
    seen = print_of(section, [])
    asking = {"do": "save", "phan": section.pk, "seen": seen, "title": "Tin", "asks_files": "must"}
    assert client.post(here, asking).status_code == 422
    assert client.post(here, asking | {"file_kinds": ["exe"]}).status_code == 422
    client.post(here, asking | {"file_kinds": ["pdf"], "most_megabytes": 5})
    section.refresh_from_db()
    assert (section.asks_files, section.file_kinds, section.most_megabytes) == ("must", ["pdf"], 5)
    publish_form(draft, by=desk.cast.planner, at=LATER)
    later = next_version(draft, by=desk.cast.planner, at=LATER)
    assert later.sections.get(number=2).file_kinds == ["pdf"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_files_are_attached_by_keyboard_on_an_accessible_page(
    desk, section, by, live_server, page, client, width, scheme
):
    report = desk.filled()
    client.force_login(desk.cast.reporter)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + reverse("reports:entry", args=[report.pk]))
    page.get_by_role("link", name="Kèm hoặc bỏ tệp").press("Enter")
    for name, said in ((f"{'Biên bản rất dài ' * 6}.pdf", PDF), ("b.pdf", b"no")):
        file = {"name": name, "mimeType": "application/pdf", "buffer": said}
        page.get_by_label("Tệp", exact=True).set_input_files(file)
        page.get_by_role("button", name="Kèm", exact=True).press("Enter")
        expect(page.locator(".files li")).to_have_count(1)
    expect(page.get_by_label("Tệp", exact=True)).to_have_attribute("aria-invalid", "true")
    assert not faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Bỏ").press("Enter")
    expect(page.locator(".files li")).to_have_count(0)
