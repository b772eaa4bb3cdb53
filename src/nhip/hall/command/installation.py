"""`nhip serve` and `nhip migrate`: an installation people work with."""

import sys
from argparse import Namespace

from nhip.hall.command import serving
from nhip.hall.command.folder import DataFolder
from nhip.hall.command.language import _
from nhip.hall.command.preparing import data_path, point_at, prepare
from nhip.hall.command.progress import Progress


def serve(options: Namespace) -> int:
    """Bring the data up to the code, then serve it until told to end."""
    serving.check_port(options.address, options.port)
    migrate(options)
    url = serving.base_url(options.address, options.port)
    text = _("Nhịp answers at {url}. Ctrl-C ends everything.").format(url=url)
    return serving.serve(options.address, options.port, lambda: print(text, file=sys.stderr))


def migrate(options: Namespace) -> int:
    """Bring the data up to the code."""
    folder = DataFolder(data_path(options.data, "data"))
    folder.take()
    point_at(folder)
    progress = Progress()
    prepare(folder, progress.part(0.0, 1.0))
    progress.finish()
    return 0
