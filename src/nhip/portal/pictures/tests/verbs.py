"""What each verb of this room does: pictures come in many at once, and are described so."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nhip.portal.pictures.actions import (
    PictureWords,
    describe_pictures,
    receive_pictures,
    retry_picture,
)
from nhip.portal.pictures.choices import PictureState
from nhip.portal.pictures.models import Picture
from nhip.work.reports.tests.desk import LATER
from tests.doors import EDITORS, Stage
from tests.files import picture
from tests.verbs import Verb


def upload(stage: Stage) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    return SimpleUploadedFile("hoi-truong.png", file.getvalue(), "image/png")


def stopped(stage: Stage) -> Picture:
    image = picture("Hội trường")
    image.state = PictureState.STOPPED
    image.save()
    return image


def shown(stage: Stage) -> set[str]:
    return {f"image:{Picture.objects.latest('pk').pk}"}


VERBS = [
    Verb(
        "receive_pictures",
        lambda file, by: receive_pictures([file], by=by, at=LATER),
        EDITORS,
        given=upload,
        anywhere=True,
        writes=frozenset({"pictures_picture"}),
        journals=("picture.taken_in",),
        purges=shown,
    ),
    Verb(
        "describe_pictures",
        lambda image, by: describe_pictures({image: PictureWords("Tên", "Lời")}, by=by, at=LATER),
        EDITORS,
        given=lambda stage: picture("Hội trường"),
        anywhere=True,
        writes=frozenset({"pictures_picture"}),
        journals=("picture.described",),
        purges=shown,
    ),
    Verb(
        "retry_picture",
        lambda image, by: retry_picture(image, by=by, at=LATER),
        EDITORS,
        given=stopped,
        anywhere=True,
        writes=frozenset({"pictures_picture"}),
        journals=("picture.retried",),
        purges=shown,
    ),
]
HOUSE = [
    "make_rendition",
    "order",
    "order_missing",
    "ready_picture",
    "stop_picture",
]  # the worker's
