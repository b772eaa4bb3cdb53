"""An article as an editor types it and a publisher signs it: through the forms, unlike the demonstration's."""

import re
from typing import Any

from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.language import _

TITLE = "Đoàn đến thăm bà con vùng cao"
PARAGRAPHS = (
    "Chiều cuối tuần, đoàn đến thăm, trao quà và nghe bà con kể chuyện làm nương, dựng lại nhà sau lũ.",
    "Chia tay, già làng dặn con cháu giữ rừng, giữ nước, và hẹn đoàn trở lại khi lúa chín vàng trên nương.",
)


def write() -> str:
    """Write an article with two paragraphs and a photo, hand it in, sign it; return its path."""
    from nhip.portal.news.models import ArticlePage, SectionPage

    section = SectionPage.objects.live().order_by("path")[0]
    editor, publisher = _signed_in("bientap"), _signed_in("xuatban")
    _sent(
        editor, f"/bien-tap/pages/add/news/articlepage/{section.pk}/", {"title": TITLE} | _typed()
    )
    page = ArticlePage.objects.latest("pk")
    article = f"/lam-viec/bai-viet/{page.pk}/"
    signed_at = f"{article}cong-bo/"
    _sent(editor, f"{article}trinh/", {"seen": _seen(editor, signed_at)})
    _sent(publisher, signed_at, {"seen": _seen(publisher, signed_at), "is_open_seen": "on"})
    page.refresh_from_db()
    if not page.live:
        raise CommandRefused(_("The article of the benchmark was not published."))
    return str(page.url)


def _typed() -> dict[str, str]:
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    from nhip.portal.news.blocks import PARAGRAPH_FEATURES
    from nhip.portal.pictures.models import Picture

    photo = {
        "image": str(Picture.objects.order_by("pk")[0].pk),
        "caption": "Bà con ra đầu bản đón đoàn",
        "alt": "Bà con đứng bên con đường đất",
    }
    texts: list[Any] = [
        ("paragraph", rich_text(f"<p>{words}</p>", features=PARAGRAPH_FEATURES))
        for words in PARAGRAPHS
    ]
    body = streamfield([*texts, ("gallery", streamfield([("item", photo)]))])
    lead = "Đoàn nghe bà con kể chuyện làm nương."
    typed: dict[str, str] = nested_form_data({"lead": lead, "byline": "Tổ tin", "body": body})
    return {"slug": ""} | typed


def _signed_in(name: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from nhip.organisation.accounts.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=name), settings.AUTHENTICATION_BACKENDS[0])
    return client


def _sent(client: Any, path: str, form: dict[str, str]) -> None:
    if (status := client.post(path, form).status_code) != 302:
        raise CommandRefused(
            _("A form of the benchmark was refused: {path} ({status})").format(
                path=path, status=status
            )
        )


def _seen(client: Any, path: str) -> str:
    """Return the mark of the draft that a page shows."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(path).content.decode())
    return found[1] if found else ""
