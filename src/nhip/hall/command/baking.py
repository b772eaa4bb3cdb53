"""`nhip bake`: the public site as files for a web server, kept in step with what is published."""

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from nhip.hall.command.entering import visit
from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.language import _
from nhip.hall.command.progress import ProgressBar
from nhip.hall.command.serving import base_url


def run(options: Namespace) -> int:
    """Bake, or stop keeping the files in step; works beside a running server."""
    folder = visit(options.data)
    if options.stop:
        from nhip.portal.delivery.queries import store

        store().end_mirror()
        print(_("No files are kept in step any more."), file=sys.stderr)
        return 0
    to = Path(options.to).resolve()
    if folder.path in (to, *to.parents) or to in folder.path.parents:
        raise CommandRefused(
            _("{path} holds other files. Choose an empty or new folder outside the data folder.")
            .format(path=to)
        )  # fmt: skip
    _bake(to, base_url(options.address, options.port))
    return 0


def _bake(to: Path, front: str) -> None:
    from nhip.portal.delivery.actions import NothingPublic
    from nhip.portal.delivery.mirror import NotOurs

    progress = ProgressBar()
    try:
        count = bake_files(to, front, lambda share: progress.show(share, _("Baking pages")))
    except NothingPublic as error:
        raise CommandRefused(_("There is no public page to bake yet.")) from error
    except NotOurs as error:
        text = _("{path} holds other files. Choose an empty or new folder.")
        raise CommandRefused(text.format(path=to)) from error
    except OSError as error:
        text = _("{path} cannot be written: {reason}.")
        raise CommandRefused(text.format(path=to, reason=error.strerror)) from error
    progress.finish()
    text = _("Pages baked: {count}. nginx: include {file};")
    print(text.format(count=count, file=to / "nginx.conf"), file=sys.stderr)


def bake_files(to: Path, front: str, say: Callable[[float], None]) -> int:
    """Write pages and nginx's part; return how many pages. Raises what `bake_to` raises."""
    from nhip.portal.delivery.actions import bake_to
    from nhip.portal.delivery.snippet import nginx_snippet

    return bake_to(to, partial(nginx_snippet, to, front=front), say)
