"""The developers' words: each is known to the command, and `./nhip` brings what it needs."""

import re
from argparse import ArgumentParser

from nhip.hall import tools
from nhip.hall.command.catalogues import ROOT


def test_the_developers_environment_is_brought_for_each_of_their_words():
    words = ArgumentParser().add_subparsers()
    tools.add_words(words)
    script = (ROOT / "nhip").read_text()
    brought = re.search(r"^ *(.+)\) kind=dev", script, re.MULTILINE)[1].split(" | ")
    assert set(words.choices) == set(brought)
