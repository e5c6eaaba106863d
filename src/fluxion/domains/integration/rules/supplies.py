"""Supplies files: each product as each supplier sells it."""

from fluxion.domains.integration.rules.partners import SUPPLIERS
from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import CODE, DAYS, LONG, MONEY, NAME, QUANTITY, SWITCH, EntitySpec, Field, text

SUPPLIES = EntitySpec(
    name="supplies",
    label=text("Condiciones de proveedores", "Supplier terms", "Condições de fornecedores"),
    key=("supplier", "sku"),
    rights=("purchases.edit_supply",),
    fields=(
        Field(
            "supplier", NAME, text("Proveedor", "Supplier", "Fornecedor"),
            (*PRODUCTS.field("supplier").words, *(word for word in SUPPLIERS.field("code").words if "prov" in word or "forn" in word)), required=True,
        ),
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), PRODUCTS.field("sku").words, required=True),
        Field("cost", MONEY, text("Costo", "Cost", "Custo"), PRODUCTS.field("cost").words),
        Field("lead_time_days", DAYS, SUPPLIERS.field("lead_time_days").label, SUPPLIERS.field("lead_time_days").words),
        Field("pack_size", QUANTITY, PRODUCTS.field("pack_size").label, PRODUCTS.field("pack_size").words),
        Field("moq", QUANTITY, PRODUCTS.field("moq").label, PRODUCTS.field("moq").words),
        Field(
            "is_preferred", SWITCH, text("Preferido", "Preferred", "Preferido"),
            ("is preferred", "preferred", "preferido", "principal", "preferente", "main supplier"),
        ),
        Field(
            "price_breaks", LONG, text("Precios por cantidad (desde:costo; …)", "Price breaks (from:cost; …)", "Preços por quantidade (desde:custo; …)"),
            ("price breaks", "precios por cantidad", "precos por quantidade", "escala de precios", "descuentos por volumen",
             "descontos por volume", "escalas", "quantity discounts", "breaks"),
        ),
    ),
)  # fmt: skip
