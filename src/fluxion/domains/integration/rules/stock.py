"""Stock files: what lies where."""

from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import CODE, DAY, QUANTITY, SIGNED_QUANTITY, EntitySpec, Field, text

LOCATION_WORDS = (
    "location", "ubicacion", "sucursal", "tienda", "loja", "filial", "store", "almacen", "bodega", "deposito", "warehouse", "local",
    "codigo de sucursal", "codigo sucursal", "codigo tienda", "store id", "store code", "location code", "location id", "codigo almacen",
    "branch", "agencia", "cod sucursal", "armazem",
)  # fmt: skip

STOCK = EntitySpec(
    name="stock",
    label=text("Existencias", "Stock", "Estoque"),
    key=("sku", "location"),
    rights=("stock.set_levels",),
    fields=(
        Field("location", CODE, text("Ubicación", "Location", "Local"), LOCATION_WORDS),
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), (*PRODUCTS.field("sku").words, "producto", "produto", "product"), required=True),
        Field(
            "on_hand", SIGNED_QUANTITY, text("Existencia", "On hand", "Em estoque"),
            (*PRODUCTS.field("on_hand").words, "quantidade", "quantity", "qty", "unidades", "em estoque", "existencia fisica", "fisico"),
            required=True,
        ),
        Field("reserved", QUANTITY, text("Reservado", "Reserved", "Reservado"), ("reserved", "reservado", "comprometido", "apartado", "committed")),
        Field(
            "on_order", QUANTITY, text("Pedido pendiente", "On order", "Em pedido"),
            ("on order", "en pedido", "pendiente de recibir", "por recibir", "em pedido", "a receber", "en orden", "ordered"),
        ),
        Field("as_of", DAY, text("Fecha", "As of", "Data"), ("as of", "fecha", "data", "date", "corte", "fecha de corte", "fecha inventario")),
    ),
)  # fmt: skip
