"""What partners takes and gives: suppliers and customers."""

from datetime import date
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, ConfigDict, Field

from fluxion.base.fields import Code, Currency, Day, Days, Latitude, Longitude, Name, ShortText
from fluxion.base.web import Amount, Body, Exact, Quantity, Shape


def _email(value: str) -> str:
    if not value:
        return value
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error


Email = Annotated[ShortText, AfterValidator(_email), Field(examples=["ventas@example.com"])]
Capacity = Annotated[Quantity, Field(gt=0)]
Deviation = Annotated[float, Field(ge=0, le=3650)]


class SupplierRef(Shape):
    """A supplier as other answers name it."""

    id: int
    code: str
    name: str


class SupplierView(Shape):
    """A supplier in full; `minimum_order_value` is in `currency`."""

    id: int
    code: str
    name: str
    lead_time_days: int | None
    lead_time_std_days: float | None
    minimum_order_value: Exact | None
    order_budget: Exact | None = Field(description="What one plan may spend with it at most, in `currency`.")
    container_weight_kg: Exact | None = Field(description="The most an order may weigh.")
    container_volume_m3: Exact | None = Field(description="The most room an order may take.")
    currency: str
    email: str | None
    phone: str | None
    active: bool
    version: int


class SupplierIn(Body):
    """A supplier to add; without `currency` it is the company's."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "ALM",
                    "name": "Alimentos del Sur",
                    "lead_time_days": 9,
                    "lead_time_std_days": 2.5,
                    "minimum_order_value": "500.00",
                    "currency": "USD",
                    "email": "ventas@example.com",
                }
            ]
        }
    )

    code: Code
    name: Name
    lead_time_days: Days | None = None
    lead_time_std_days: Deviation | None = None
    minimum_order_value: Amount | None = None
    order_budget: Amount | None = None
    container_weight_kg: Capacity | None = None
    container_volume_m3: Capacity | None = None
    currency: Currency | None = None
    email: Email | None = None
    phone: ShortText | None = None


class SupplierEdit(Body):
    """Fields of a supplier to change; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lead_time_days": 12, "minimum_order_value": "750.00"}]})

    code: Code | None = None
    name: Name | None = None
    lead_time_days: Days | None = None
    lead_time_std_days: Deviation | None = None
    minimum_order_value: Amount | None = None
    order_budget: Amount | None = None
    container_weight_kg: Capacity | None = None
    container_volume_m3: Capacity | None = None
    currency: Currency | None = None
    email: Email | None = None
    phone: ShortText | None = None
    active: bool | None = None


class PartnerFilter(Body):
    """Which suppliers or customers are wanted."""

    q: str | None = None
    active: bool | None = None


class CustomerView(Shape):
    """A customer in full."""

    id: int
    code: str
    name: str
    tax_id: str | None
    phone: str | None
    email: str | None
    segment: str | None
    city: str | None
    address: str | None
    latitude: float | None
    longitude: float | None
    salesperson: str | None
    price_list: str | None
    created_on: date | None
    active: bool
    version: int


class CustomerIn(Body):
    """A customer to add."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "C-0042", "name": "Abastos La Esquina", "city": "Valencia", "segment": "abasto"}]}
    )

    code: Code
    name: Name
    tax_id: ShortText | None = None
    phone: ShortText | None = None
    email: Email | None = None
    segment: ShortText | None = None
    city: ShortText | None = None
    address: ShortText | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    salesperson: ShortText | None = None
    price_list: ShortText | None = None
    created_on: Day | None = None


class CustomerEdit(Body):
    """Fields of a customer to change; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"segment": "mayorista"}]})

    code: Code | None = None
    name: Name | None = None
    tax_id: ShortText | None = None
    phone: ShortText | None = None
    email: Email | None = None
    segment: ShortText | None = None
    city: ShortText | None = None
    address: ShortText | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    salesperson: ShortText | None = None
    price_list: ShortText | None = None
    created_on: Day | None = None
    active: bool | None = None
