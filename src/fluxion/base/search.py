"""Searching lists: every word typed must occur, whatever its case and accents."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from fluxion.values.codes import search_key

MOST_WORDS = 8


def has_number(column: Any, typed: str) -> ColumnElement[bool]:
    """The condition that a document's number has what was typed."""
    condition: ColumnElement[bool] = column.contains(typed.replace("\x00", "").strip().upper(), autoescape=True)
    return condition


def matches(column: Any, typed: str) -> ColumnElement[bool]:
    """The condition that a normalised column has every word that was typed."""
    words = search_key(typed).replace("\x00", "").split()[:MOST_WORDS]
    return and_(True, *(column.contains(word, autoescape=True) for word in words))
