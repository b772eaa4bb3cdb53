"""`nhip demo`: the whole product with an invented organisation, in one command."""

import json
import sys
from argparse import Namespace
from typing import Any

from nhip.hall.command import serving
from nhip.hall.command.entering import enter
from nhip.hall.command.folder import DataFolder, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.preparing import data_path, prepare
from nhip.hall.command.progress import ProgressBar


def run(options: Namespace) -> int:
    """Build the demonstration where it is missing, then serve it."""
    serving.check_loopback(options.address)
    if not options.no_serve:
        serving.check_port(options.address, options.port)
    folder = DataFolder(data_path(options.data, "demo"))
    enter(folder, Purpose.DEMONSTRATION, fresh=options.fresh)
    facts = build(folder)
    folder.note(name="demonstration")
    url = serving.base_url(options.address, options.port)
    told: dict[str, Any] = {
        "base_url": url,
        "data": str(folder.path),
        "pages": {name: url + path for name, path in facts["pages"].items()},
        "accounts": facts["accounts"],
    }

    def tell() -> None:
        if options.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        print(_describe(told, serves=not options.no_serve), file=sys.stderr)

    if options.no_serve:
        tell()
        return 0
    folder.say_served()
    return serving.serve(options.address, options.port, tell)


def build(folder: DataFolder) -> dict[str, Any]:
    """Return the demonstration's pages and accounts, made now unless an earlier run made them."""
    progress = ProgressBar()
    prepare(folder, progress.part(0.0, 0.4))
    if "demo" not in folder.read():
        import django

        django.setup()
        from nhip.hall import demo
        from nhip.kit.tasks.worker import Worker

        demo.build(progress.part(0.4, 1.0))
        Worker().run_all()
        folder.note(demo={"pages": demo.pages(), "accounts": demo.accounts()})
    progress.finish()
    facts: dict[str, Any] = folder.read()["demo"]
    return facts


def _describe(told: dict[str, Any], *, serves: bool) -> str:
    """Return the addresses and accounts as a person reads them."""
    heads = {"role": _("Role"), "username": _("User name"), "password": _("Password"),
             "unit": _("Unit"), "waits": _("Waits")}  # fmt: skip
    roles = {"administrator": _("administrator"), "planner": _("planner"), "chief": _("chief"),
             "reporter": _("reporter"), "editor": _("editor"),
             "publisher": _("publishing editor"), "reader": _("reader"),
             "inspector": _("inspector")}  # fmt: skip
    rows = [
        heads,
        *(
            one | {"role": roles[one["role"]], "waits": _waits(one.get("waits", {}))}
            for one in told["accounts"]
        ),
    ]
    width = {key: max(len(str(row[key])) for row in rows) for key in heads}
    names = {"home": _("Home page"), "article": _("Article"), "review": _("Review"),
             "desk": _("Desk"), "units": _("Units"), "form": _("Form of a report"),
             "report": _("Report to fill in"), "check": _("Report to check")}  # fmt: skip
    lines = ["", _("Nhịp, demonstration. Data: {data}").format(data=told["data"]), ""]
    lines += [f"  {names.get(name, name):<12} {url}" for name, url in told["pages"].items()]
    lines += ["", _("Accounts (every number is invented):"), ""]
    lines += ["  " + "  ".join(f"{row[key]!s:<{width[key]}}" for key in heads) for row in rows]
    lines += ["", _("Ctrl-C ends everything.") if serves else _("Built.")]
    return "\n".join(lines)


def _waits(counted: dict[str, int]) -> str:
    """Return what waits for an account as a person reads it."""
    words = {
        "owed": _("{n} to hand in"),
        "returned": _("{n} returned"),
        "to_sign": _("{n} to sign"),
        "to_check": _("{n} to check"),
        "time_requests": _("{n} asking for more time"),
        "late": _("{n} late"),
        "reviews": _("{n} reviews to approve"),
        "changed": _("{n} texts whose figures changed"),
        "drafts": _("{n} articles to finish"),
        "unposted": _("{n} accounts without a post"),
    }
    return ", ".join(words[part].format(n=n) for part, n in counted.items()) or "–"
