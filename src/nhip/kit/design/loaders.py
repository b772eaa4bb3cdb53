"""Templates are laid out one element a line; what is sent has none of that layout.

A line break and its indentation beside the tag of a block (a paragraph, a cell, a row) draws nothing. It
is dropped when a template is read, so that an empty cell is empty (`:empty`) and pages stay light. Everywhere
else a line break is the blank that HTML makes of it, and a blank within a line is never touched.
"""

import re
from pathlib import Path

from django.template import Origin
from django.template.loaders import app_directories

OURS = Path(__file__).resolve().parents[2]
BLOCKS = (
    "!doctype html head title meta link body header footer main nav aside section article search div p "
    "h1 h2 h3 h4 ul ol li dl dt dd table caption thead tbody tfoot tr th td form fieldset legend details "
    "summary dialog figure figcaption blockquote hr br option"
)
BOXES = "button select label"  # stand in a line of text, but inside they are blocks
REST = r"\b(?:\{%.*?%\}|\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^\"'>])*>"
LAYOUT = r"[ \t]*\n\s*"


def _tag(names: str, slash: str) -> str:
    return rf"<{slash}(?:{'|'.join(names.split())}){REST}"


BESIDE = re.compile(rf"(?:{LAYOUT})?({_tag(BLOCKS, '/?')})(?:{LAYOUT})?", re.DOTALL)
INSIDE = re.compile(rf"({_tag(BOXES, '')}){LAYOUT}|{LAYOUT}({_tag(BOXES, '/')})", re.DOTALL)

# Within a tag a line break parts two attributes; beside a choice that brings its own blank it is nothing.
ATTRIBUTES = re.compile(rf"<[a-z]\w*{REST}", re.DOTALL)
BEFORE_CHOICE = re.compile(rf"{LAYOUT}(?=\{{% (?:el|end|if [^%]*%\}} )|>)")
AFTER = re.compile(LAYOUT)
LOADED = re.compile(rf"(\{{% (?:load [^%]*|endcomment )%\}}){LAYOUT}")


class Loader(app_directories.Loader):
    """Django's loader of templates in apps; ours lose their layout on the way."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return without_layout(contents) if OURS in Path(origin.name).parents else contents


def without_layout(source: str) -> str:
    """Drop the line breaks that stand beside the tag of a block, and those that end the file."""
    source = LOADED.sub(r"\1", source)
    source = ATTRIBUTES.sub(lambda tag: AFTER.sub(" ", BEFORE_CHOICE.sub("", tag[0])), source)
    return INSIDE.sub(r"\1\2", BESIDE.sub(r"\1", source)).rstrip("\n")
