"""Files of what competitors ask."""

from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import CODE, DAY, MONEY, NAME, EntitySpec, Field, text

COMPETITOR_PRICES = EntitySpec(
    name="competitor_prices",
    label=text("Precios de competidores", "Competitors' prices", "Preços de concorrentes"),
    key=("sku", "competitor", "observed_on"),
    rights=("prices.edit_competitor_price",),
    fields=(
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), PRODUCTS.field("sku").words, required=True),
        Field(
            "competitor", NAME, text("Competidor", "Competitor", "Concorrente"),
            ("competitor", "competidor", "concorrente", "competencia", "rival"), required=True,
        ),
        Field("price", MONEY, text("Precio", "Price", "Preço"), PRODUCTS.field("price").words, required=True),
        Field("currency", CODE, text("Moneda", "Currency", "Moeda"), ("currency", "moneda", "moeda", "divisa")),
        Field("observed_on", DAY, text("Fecha", "Date", "Data"), ("observed on", "fecha", "date", "data", "dia", "visto el", "observado")),
        Field("source", NAME, text("Fuente", "Source", "Fonte"), ("source", "fuente", "fonte", "origen")),
    ),
)  # fmt: skip
