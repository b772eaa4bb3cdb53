"""What stands around every page: name, main menu and addresses, supplied by the room that keeps them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class FramePlace:
    """One entry of the public main menu."""

    label: str
    url: str
    is_here: bool = False


@dataclass(frozen=True)
class Frame:
    """Addresses are plain paths: the rooms that answer them stand above this one."""

    name: str = "Nhịp"
    short_name: str = ""
    logo_url: str = ""
    tagline: str = ""
    address: str = ""
    is_sample: bool = False
    places: Sequence[FramePlace] = field(default_factory=list)
    search_url: str = "/tin/tim/"
    display_url: str = "/hien-thi/"
    work_url: str = "/lam-viec/"
    personal_url: str = "/-/rieng/0/"


Supplier = Callable[[HttpRequest], Frame]
_suppliers: list[Supplier] = []


def supply(supplier: Supplier) -> None:
    """Register the one who knows; called in `apps.ready()` of the room that keeps the site's settings."""
    _suppliers[:] = [supplier]


def around(request: HttpRequest | None) -> Frame:
    """Return the frame of a page; the bare product's own where nobody supplies one."""
    if request is None or not _suppliers:
        return Frame(places=[FramePlace(_("Home"), "/")])
    return _suppliers[0](request)
