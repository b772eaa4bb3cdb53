"""`nhip verify-journal`: read the whole chain and say what was found."""

import json
from argparse import Namespace
from dataclasses import asdict

from nhip.hall.command.entering import visit
from nhip.hall.command.language import _


def run(options: Namespace) -> int:
    """Verify; works beside a running server. 1 when anything is not as it was sealed."""
    visit(options.data, as_it_is=True)
    from django.utils import translation

    from nhip.hall.command.language import chosen
    from nhip.organisation.journal.queries import verify

    with translation.override(chosen()):
        verdict = verify()
    if options.json:
        print(json.dumps(asdict(verdict) | {"ok": verdict.ok}, ensure_ascii=False))
        return 0 if verdict.ok else 1
    print(_("Sealed rows: {count}").format(count=verdict.sealed))
    print(_("Rows waiting to be sealed: {count}").format(count=verdict.unsealed))
    print(_("Seal of the last row: {seal}").format(seal=verdict.head or "–"))
    for problem in verdict.problems:
        print(f"  {problem}")
    print(_("The journal is whole.") if verdict.ok else _("The journal is NOT whole."))
    return 0 if verdict.ok else 1
