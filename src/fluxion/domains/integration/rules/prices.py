"""Prices files: what each list asks for each product, with volume breaks."""

from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import CODE, LONG, MONEY, EntitySpec, Field, text
from fluxion.domains.integration.rules.supplies import SUPPLIES

PRICES = EntitySpec(
    name="prices",
    label=text("Precios de listas", "List prices", "Preços de listas"),
    key=("list", "sku"),
    rights=("prices.edit_list",),
    fields=(
        Field(
            "list", CODE, text("Lista de precios", "Price list", "Lista de preços"),
            ("list", "lista", "lista de precios", "price list", "lista de precos", "codigo de lista", "list code", "tarifa"), required=True,
        ),
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), PRODUCTS.field("sku").words, required=True),
        Field("price", MONEY, text("Precio", "Price", "Preço"), PRODUCTS.field("price").words),
        Field("price_breaks", LONG, SUPPLIES.field("price_breaks").label, SUPPLIES.field("price_breaks").words),
    ),
)  # fmt: skip
