"""What competitors ask, as it is sent and seen."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field

from fluxion.base.fields import Currency, Day, Id, Name, ShortText
from fluxion.base.web import Amount, Body, Exact, Shape
from fluxion.domains.catalog import ProductRef
from fluxion.domains.prices.shapes.terms import Written

Asked = Annotated[Amount, Field(gt=0, lt=Decimal("1e12"))]


class CompetitorPriceIn(Body):
    """A competitor's price to write down; the day is today, and the currency the company's, when left out."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"product_id": 12, "competitor": "Mayorista Norte", "price": "14.20", "source": "Visita a tienda"}]}
    )

    product_id: Id
    competitor: Name
    price: Asked
    currency: Currency | None = None
    observed_on: Day | None = None
    source: ShortText | None = None


class CompetitorPriceEdit(Body):
    """Fields of a competitor's price to correct; what is left out stays."""

    price: Asked | None = None
    currency: Currency | None = None
    source: ShortText | None = None


class CompetitorPriceFilter(Body):
    """Which prices are wanted; every condition given must hold."""

    q: str | None = None
    product_id: int | None = None
    competitor: str | None = None


class CompetitorPriceView(Shape):
    """A competitor's price; the index compares the catalogue's price with it, in percent."""

    id: int
    product: ProductRef
    competitor: str
    price: Exact
    currency: str
    observed_on: date
    source: str | None
    our_price: Exact | None = Field(description="The catalogue's price, in the company's currency.")
    index: Written | None = Field(description="Our price ÷ theirs, in percent: 95.0 is 5 % cheaper; null where no rate compares them.")
    author_name: str
    created_at: datetime
    version: int
