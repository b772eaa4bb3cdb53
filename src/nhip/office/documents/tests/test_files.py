"""Files beside a paper: kept under their digest, handed out to those who read it, gone when taken away."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.office.documents.actions import add_file, strike_document, take_file_out
from nhip.office.documents.models import PaperFile
from nhip.office.records.rules import AlreadyStruck, FileNotTaken
from nhip.organisation.journal.queries import history

from .makers import AT, PNG, filed, organ, paper, series


@pytest.fixture
def kept(cast, settings, tmp_path):
    settings.ATTACHMENTS_ROOT = tmp_path
    return paper(series(organ(cast.root), "decision"), date(2021, 1, 4), by=cast.planner)


def test_a_file_is_kept_under_its_digest_and_named_plainly(cast, kept):
    file = filed(kept, cast.planner, name="../a/Quyết định\u202e.png")
    assert file.name == "Quyết định.png"
    assert file.path.read_bytes() == PNG + b"1"
    assert history(kept)[-1].said["digest"] == file.digest


def test_what_is_no_file_of_its_kind_is_refused(cast, kept):
    for name, said in (("a.png", b"%PDF-"), ("a.exe", PNG), ("a.png", b"")):
        with pytest.raises(FileNotTaken):
            add_file(kept, name, io.BytesIO(said), by=cast.planner, at=AT)
    filed(kept, cast.planner)
    with pytest.raises(FileNotTaken):
        filed(kept, cast.planner, name="khac.png")


def test_files_of_a_struck_paper_stay_as_they_are(client, cast, kept):
    file = filed(kept, cast.planner)
    strike_document(kept, reason="trùng", by=cast.planner, at=AT)
    with pytest.raises(AlreadyStruck):
        filed(kept, cast.planner, said=b"2")
    with pytest.raises(AlreadyStruck):
        take_file_out(file, by=cast.planner, at=AT)
    client.force_login(cast.planner)
    sent = client.post(reverse("documents:take_file_out", args=[file.pk]), follow=True)
    assert "Bản ghi này đã bị gỡ. Khôi phục trước đã." in sent.content.decode()
    upload = {"file": SimpleUploadedFile("b.png", PNG)}
    assert client.post(reverse("documents:add_file", args=[kept.pk]), upload).status_code == 422
    assert kept.files.count() == 1


def test_a_paper_takes_five_files(cast, kept):
    for each in range(5):
        filed(kept, cast.planner, said=str(each).encode())
    with pytest.raises(FileNotTaken):
        filed(kept, cast.planner, said=b"6")


def test_a_file_taken_away_is_gone_unless_another_paper_has_it(
    cast, kept, django_capture_on_commit_callbacks
):
    file, other = filed(kept, cast.planner), paper(kept.series, kept.issued_on, by=cast.planner)
    twin = filed(other, cast.planner)
    different = filed(other, cast.planner, said=b"2")
    with django_capture_on_commit_callbacks(execute=True):
        take_file_out(file, by=cast.planner, at=AT)
    assert twin.path.is_file()
    with django_capture_on_commit_callbacks(execute=True):
        take_file_out(twin, by=cast.planner, at=AT)
    assert not twin.path.exists()
    assert different.path.is_file()


@pytest.mark.parametrize("who", ["reporter", "stranger", "reader", "editor", "chief"])
def test_only_the_planner_adds_and_takes_away(cast, kept, who):
    with pytest.raises(PermissionDenied):
        filed(kept, getattr(cast, who))
    file = filed(kept, cast.planner)
    with pytest.raises(PermissionDenied):
        take_file_out(file, by=getattr(cast, who), at=AT)


def test_a_file_is_sent_in_shown_taken_home_and_taken_away(client, cast, kept):
    client.force_login(cast.planner)
    upload = SimpleUploadedFile("trang.png", PNG)
    answer = client.post(reverse("documents:add_file", args=[kept.pk]), {"file": upload})
    assert answer.status_code == 302
    file = PaperFile.objects.get()
    address = reverse("documents:document", args=[kept.pk])
    assert "trang.png" in client.get(address).content.decode()
    client.force_login(cast.chief)
    home = client.get(reverse("documents:download", args=[file.pk]))
    assert b"".join(home) == PNG
    assert "attachment" in home["Content-Disposition"]
    assert "Bỏ tệp" not in client.get(address).content.decode()
    client.force_login(cast.planner)
    assert client.post(reverse("documents:take_file_out", args=[file.pk])).status_code == 302
    assert not PaperFile.objects.exists()


def test_a_file_refused_is_told_at_its_field(client, cast, kept):
    client.force_login(cast.planner)
    upload = SimpleUploadedFile("trang.png", b"khong phai anh")
    answer = client.post(reverse("documents:add_file", args=[kept.pk]), {"file": upload})
    assert answer.status_code == 422
    assert "id_file_error" in answer.content.decode()


def test_a_file_changed_on_the_disk_is_not_handed_out(client, cast, kept):
    file = filed(kept, cast.planner)
    file.path.write_bytes(b"khac")
    client.force_login(cast.planner)
    assert client.get(reverse("documents:download", args=[file.pk])).status_code == 409
