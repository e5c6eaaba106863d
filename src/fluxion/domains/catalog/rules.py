"""Decisions of the catalogue that need no data store: keys of rows, rings of supply, batches."""

from collections.abc import Mapping
from typing import Any, TypeVar

from fluxion.base.edits import NOT_EMPTY
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import BadInput, FieldError, Text, say

K = TypeVar("K", int, str)
SEARCHED_IN_PRODUCT = ("sku", "name", "brand", "barcode")
SEARCHED_IN_LOCATION = ("code", "name")
NOT_DONE_CODE = "not_done"
_NOT_DONE: Text = {
    "es": "No se hizo, porque otro elemento falló y se pidió todo o nada.",
    "en": "Not done, because another item failed and all or nothing was asked for.",
    "pt": "Não foi feito, porque outro item falhou e foi pedido tudo ou nada.",
}


def product_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """The normalised columns of a product: its key, its name for sorting, and what is searched in.

    >>> product_keys({"sku": "az-1", "name": "Azúcar", "brand": None, "barcode": "759"})
    {'sku_key': 'AZ-1', 'name_key': 'azucar', 'search': 'az-1 azucar 759'}
    """
    searched = (values.get(name) for name in SEARCHED_IN_PRODUCT)
    return {"sku_key": code_key(values["sku"]), "name_key": search_key(values["name"]), "search": search_key(*searched)}


def category_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """The normalised columns of a category."""
    return {"name_key": search_key(values["name"])}


def location_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """The normalised columns of a location."""
    return {"code_key": code_key(values["code"]), "search": search_key(values["code"], values["name"])}


def is_ring(supplied_by: Mapping[K, K | None], start: K) -> bool:
    """Whether following the sources from a location comes back to it.

    >>> is_ring({1: 2, 2: 3, 3: 1}, 1), is_ring({1: 2, 2: None}, 1)
    (True, False)
    """
    here = supplied_by.get(start)
    passed = {start}
    while here is not None:
        if here in passed:
            return here == start
        passed.add(here)
        here = supplied_by.get(here)
    return False


def refuse_incomplete(values: Mapping[str, Any]) -> None:
    """Raise BadInput when an item that is to be added lacks its SKU or name."""
    missing = [name for name in ("sku", "name") if not values.get(name)]
    if missing:
        raise BadInput(errors=[FieldError(f"/{name}", "required", NOT_EMPTY) for name in missing])


def not_done(lang: str) -> str:
    """Why an item that was fine by itself was not done."""
    return say(_NOT_DONE, lang)
