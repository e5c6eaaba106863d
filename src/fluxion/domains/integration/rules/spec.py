"""How one kind of file is described: its fields, the words people use for them, and what identifies a row."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from fluxion.base.files import CellKind, CellType
from fluxion.values.errors import Text

EntityName = Literal[
    "products",
    "locations",
    "suppliers",
    "stock",
    "customers",
    "sales",
    "parameters",
    "supplies",
    "events",
    "product_links",
    "prices",
    "competitor_prices",
    "costs",
]

CODE = CellType(CellKind.CODE, max_length=64)
NAME = CellType(CellKind.TEXT, max_length=200)
LONG = CellType(CellKind.TEXT, max_length=4000)
MONEY = CellType(CellKind.DECIMAL, scale=4, lowest=Decimal(0), highest=Decimal("999999999999"))
QUANTITY = CellType(CellKind.DECIMAL, scale=3, lowest=Decimal(0), highest=Decimal("999999999999"))
SIGNED_QUANTITY = CellType(CellKind.DECIMAL, scale=3, lowest=Decimal("-999999999999"), highest=Decimal("999999999999"))
ANY_NUMBER = CellType(CellKind.DECIMAL, scale=6)
DAYS = CellType(CellKind.INTEGER, lowest=Decimal(0), highest=Decimal(3650))
DAY = CellType(CellKind.DATE)
LATITUDE = CellType(CellKind.DECIMAL, scale=8, lowest=Decimal(-90), highest=Decimal(90))
LONGITUDE = CellType(CellKind.DECIMAL, scale=8, lowest=Decimal(-180), highest=Decimal(180))
SWITCH = CellType(CellKind.BOOLEAN)


@dataclass(frozen=True)
class Field:
    """One thing a file may say about its entity; `words` are headers people use, in any of the three languages."""

    name: str
    type: CellType
    label: Text
    words: tuple[str, ...] = ()
    required: bool = False
    as_float: bool = False


@dataclass(frozen=True)
class EntitySpec:
    """One kind of file: what it is called, its fields, the fields that identify a row, and the rights loading it takes."""

    name: EntityName
    label: Text
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rights: tuple[str, ...]
    is_whole: bool = False
    """Rows say something only together, so that the file is never taken in pieces."""

    def field(self, name: str) -> Field:
        """The field of that name; KeyError when there is none."""
        return next(field for field in self.fields if field.name == name)

    @property
    def field_names(self) -> frozenset[str]:
        """The names of all fields."""
        return frozenset(field.name for field in self.fields)


def text(es: str, en: str, pt: str) -> Text:
    """A text in the three languages."""
    return {"es": es, "en": en, "pt": pt}
