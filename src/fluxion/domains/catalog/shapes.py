"""What the catalogue takes and gives: products, categories, locations."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Code, Days, Id, Latitude, Longitude, LongText, Name, Share, ShortText
from fluxion.base.web import Amount, Body, Exact, Quantity, Shape

Kind = Literal["store", "dc"]
PackSize = Annotated[Quantity, Field(gt=0)]


class ProductRef(Shape):
    """A product as other answers name it."""

    id: int
    sku: str
    name: str
    category: str | None = None


class LocationRef(Shape):
    """A location as other answers name it."""

    id: int
    code: str
    name: str


class SupplierOf(Shape):
    """The preferred supplier of a product."""

    id: int
    code: str
    name: str


class ProductView(Shape):
    """A product in full; `cost` is null for whoever may not see costs."""

    id: int
    sku: str
    name: str
    category_id: int | None
    category: str | None
    brand: str | None
    unit: str | None
    barcode: str | None
    cost: Exact | None
    price: Exact | None
    currency: str
    pack_size: Exact
    moq: Exact
    shelf_life_days: int | None
    weight_kg: Exact | None
    volume_m3: Exact | None
    description: str | None
    supplier: SupplierOf | None = None
    active: bool
    version: int


class ProductIn(Body):
    """A product to add."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "sku": "ARR-1KG",
                    "name": "Arroz blanco 1 kg",
                    "category_id": 3,
                    "brand": "La Cosecha",
                    "unit": "bulto",
                    "cost": "11.20",
                    "price": "14.90",
                    "pack_size": "24",
                    "moq": "48",
                }
            ]
        }
    )

    sku: Code
    name: Name
    category_id: Id | None = None
    brand: ShortText | None = None
    unit: ShortText | None = None
    barcode: ShortText | None = None
    cost: Amount | None = None
    price: Amount | None = None
    pack_size: PackSize = Field(default=Decimal(1), description="Ordered in multiples of this many units.")
    moq: Quantity = Field(default=Decimal(0), description="Smallest quantity that can be ordered.")
    shelf_life_days: Days | None = None
    weight_kg: Quantity | None = None
    volume_m3: Amount | None = None
    description: LongText | None = None


class ProductEdit(Body):
    """Fields of a product to change; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"price": "15.40", "moq": "24"}]})

    sku: Code | None = None
    name: Name | None = None
    category_id: Id | None = None
    brand: ShortText | None = None
    unit: ShortText | None = None
    barcode: ShortText | None = None
    cost: Amount | None = None
    price: Amount | None = None
    pack_size: PackSize | None = None
    moq: Quantity | None = None
    shelf_life_days: Days | None = None
    weight_kg: Quantity | None = None
    volume_m3: Amount | None = None
    description: LongText | None = None
    active: bool | None = None


class ProductBatchItem(ProductEdit):
    """One product of a batch: with `id` it is changed, without it is added."""

    id: Id | None = None
    version: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = Field(
        default=None, description="Refuse the change when the product is no longer at this version."
    )


class ProductBatch(Body):
    """Up to 500 products to add or change, each on its own or all together."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [{"id": 12, "price": "15.40"}, {"sku": "CAF-500", "name": "Café molido 500 g"}]}]}
    )

    items: Annotated[list[ProductBatchItem], Field(min_length=1, max_length=500)]
    atomic: bool = Field(default=False, description="All or none.")


class BatchResult(Shape):
    """What became of one item of a batch."""

    index: int
    ok: bool
    id: int | None = None
    version: int | None = None
    code: str | None = None
    message: str | None = None


class BatchResults(Shape):
    """What became of each item of a batch, in its order."""

    results: list[BatchResult]


class ProductFilter(Body):
    """Which products are wanted; every condition given must hold."""

    q: str | None = None
    category_id: int | None = None
    supplier_id: int | None = None
    active: bool | None = None


class CategoryView(Shape):
    """A family of products."""

    id: int
    name: str
    products: int = Field(description="Active products in it.")
    active: bool
    version: int


class CategoryIn(Body):
    """A category to add."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Bebidas"}]})

    name: Name


class CategoryEdit(Body):
    """Fields of a category to change."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Bebidas y jugos"}]})

    name: Name | None = None
    active: bool | None = None


class LocationView(Shape):
    """A store or distribution centre; null parameters fall back to the company's."""

    id: int
    code: str
    name: str
    kind: Kind
    latitude: float | None
    longitude: float | None
    supplied_by_id: int | None = Field(description="Location that replenishes it; null when its suppliers do.")
    review_period_days: int | None
    lead_time_days: int | None
    service_level: float | None
    active: bool
    version: int


class LocationIn(Body):
    """A location to add."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"code": "CCS-01", "name": "Caracas Centro", "kind": "store", "supplied_by_id": 1, "lead_time_days": 2}]
        }
    )

    code: Code
    name: Name
    kind: Kind = "store"
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    supplied_by_id: Id | None = None
    review_period_days: Days | None = None
    lead_time_days: Days | None = None
    service_level: Share | None = None


class LocationEdit(Body):
    """Fields of a location to change; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"service_level": 0.97, "review_period_days": 7}]})

    code: Code | None = None
    name: Name | None = None
    kind: Kind | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    supplied_by_id: Id | None = None
    review_period_days: Days | None = None
    lead_time_days: Days | None = None
    service_level: Share | None = None
    active: bool | None = None


class LocationFilter(Body):
    """Which locations are wanted."""

    q: str | None = None
    kind: Kind | None = None
    active: bool | None = None
