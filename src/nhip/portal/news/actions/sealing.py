"""Keeping what readers were shown: each version of a public article, whole and sealed."""

from datetime import datetime
from typing import Any

from nhip.office.figures.actions import note_published
from nhip.organisation.accounts.models import User

from ..choices import VersionKind
from ..models import ArticlePage, Version
from ..queries import content_of
from ..rules import seal


def keep_version(
    page: ArticlePage,
    kind: VersionKind,
    *,
    reason: str = "",
    is_open_seen: bool | None = None,
    by: User,
    at: datetime,
) -> Version:
    """Seal what an article shows now as its next version, and note that readers see its figures."""
    before = page.versions.last()
    content: dict[str, Any] = {}
    if kind != VersionKind.WITHDRAWN:
        content = content_of(page)
        note_published(map(int, content["figures"]), at=at)
    version = Version(
        page=page,
        number=before.number + 1 if before else 1,
        kind=kind,
        at=at,
        by=by,
        reason=reason,
        is_open_seen=is_open_seen,
        content=content,
    )
    version.digest = seal(before.digest if before else "", version.said)
    version.save()
    return version
