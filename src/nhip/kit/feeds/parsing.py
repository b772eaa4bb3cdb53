"""Opening what came: without entities, without floats."""

import json
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .fetching import FeedFailure, Reason


def read_xml(raw: bytes) -> Element:
    """Return the root of an XML document; one with a DTD is refused. Raises FeedFailure."""
    try:
        root: Element = fromstring(raw.strip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FeedFailure(Reason.RUBBISH) from error
    return root


def read_json(raw: bytes) -> Any:
    """Return a JSON document with every fraction as an exact Decimal. Raises FeedFailure."""
    try:
        return json.loads(raw, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise FeedFailure(Reason.RUBBISH) from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)
