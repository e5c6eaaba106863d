"""Decisions of partners that need no data store: the keys of its rows."""

from collections.abc import Mapping
from typing import Any

from fluxion.values.codes import code_key, search_key

SEARCHED_IN_SUPPLIER = ("code", "name", "email")
SEARCHED_IN_CUSTOMER = ("code", "name", "tax_id", "city", "phone", "email")


def supplier_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """The normalised columns of a supplier."""
    return _keys(values, SEARCHED_IN_SUPPLIER)


def customer_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """The normalised columns of a customer.

    >>> customer_keys({"code": "c1", "name": "Ávila", "city": "Mérida"})
    {'code_key': 'C1', 'name_key': 'avila', 'search': 'c1 avila merida'}
    """
    return _keys(values, SEARCHED_IN_CUSTOMER)


def _keys(values: Mapping[str, Any], searched: tuple[str, ...]) -> dict[str, str]:
    return {
        "code_key": code_key(values["code"]),
        "name_key": search_key(values["name"]),
        "search": search_key(*(values.get(name) for name in searched)),
    }
