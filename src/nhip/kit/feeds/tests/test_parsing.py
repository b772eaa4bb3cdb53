from decimal import Decimal

import pytest

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.kit.feeds.parsing import read_json, read_xml

DEEP = b"[" * 200_000


def test_a_document_after_a_comment_is_read():
    assert read_xml(b"\n<!-- For reference only --><List><Row/></List>").tag == "List"


def test_fractions_are_exact():
    assert read_json(b'{"a": 0.1}') == {"a": Decimal("0.1")}


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html><body>oops", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe\x00", b"{}"],
)
def test_rubbish_xml(raw):
    with pytest.raises(FeedFailure) as failure:
        read_xml(raw)
    assert failure.value.reason is Reason.RUBBISH


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>", b'{"a": NaN}', b"[1e99999999999999999999]", b"\xff\xfe\xff", DEEP, b'{"a": 1'],
)
def test_rubbish_json(raw):
    with pytest.raises(FeedFailure) as failure:
        read_json(raw)
    assert failure.value.reason is Reason.RUBBISH
