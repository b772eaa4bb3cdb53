"""The result as a person reads it."""

from typing import Any

from nhip.hall.tools.language import _

_COLUMNS = ("rps", "p50_ms", "p99_ms", "cpu_us", "ratio", "cpu_ratio")


def table(told: dict[str, Any]) -> str:
    """Return what was measured as lines of text."""
    machine = told["machine"]
    heads = (_("requests/s"), "p50 ms", "p99 ms", _("CPU µs"), _("× nginx"), _("CPU × nginx"))
    lines = ["", f"{'':<20}" + "".join(f"{head:>14}" for head in heads)]
    for name, one in told.items():
        if isinstance(one, dict) and "rps" in one:
            lines.append(f"{name:<20}" + "".join(f"{one[column]:>14,}" for column in _COLUMNS))
            if one["errors"]:
                lines[-1] += "  " + _("errors: {count}").format(count=one["errors"])
    miss, page, visible = told["miss"], told["page"], told["publish_visible_ms"]
    lines += ["", _("Rendered in-process:")]
    for name, spent in miss["render_cpu_us"].items():
        lines.append(f"  {name:<18}{spent / 1000:.1f} ms CPU, {miss['sql'][name]} SQL")
    lines += ["", _("The article's page:")]
    lines += [f"  {name:<24}{'–' if value is None else value}" for name, value in page.items()]
    if page["requests"] is None:
        lines.append(
            "  " + _("No browser: ./nhip test prepares Playwright; apt-get install chromium")
        )
    lines += [
        "",
        _(
            "New page seen after a commit: p50 {p50} ms, p99 {p99} ms; stale answers: {stale}"
        ).format(p50=visible["p50"], p99=visible["p99"], stale=told["stale_answers"]),
        _("1,000 ratings in 10 s: {renders} renders, p99 of hits × {p99_ratio}").format(
            **told["votes"]
        ),
        _("A search beside three large pictures: p95 {beside_p95_ms} ms, × {search_ratio}").format(
            **told["uploads"]
        ),
        _(
            "On {interpreter}, {cpu} × {cores}, fdatasync {fdatasync_ms} ms, load before {load_before}"
        ).format(**machine),
    ]
    return "\n".join(lines)
