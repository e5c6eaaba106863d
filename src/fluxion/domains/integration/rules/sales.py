"""Sales files: lines sold and returned, and, where a file tells it, the days on which a product was missing."""

from decimal import Decimal

from fluxion.base.files import CellKind, CellType
from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import CODE, DAY, MONEY, NAME, SIGNED_QUANTITY, EntitySpec, Field, text
from fluxion.domains.integration.rules.stock import LOCATION_WORDS

LINE_NUMBER = CellType(CellKind.INTEGER, lowest=Decimal(0), highest=Decimal(2**31 - 1))
PRICE = CellType(CellKind.DECIMAL, scale=4, lowest=Decimal("-999999999999"), highest=Decimal("999999999999"))
SHARE = CellType(CellKind.DECIMAL, scale=6, lowest=Decimal(0), highest=Decimal(1))
HOURS = CellType(CellKind.DECIMAL, scale=3, lowest=Decimal(0), highest=Decimal(24))
OPEN_HOURS = CellType(CellKind.DECIMAL, scale=3, lowest=Decimal(1), highest=Decimal(24))

SALES = EntitySpec(
    name="sales",
    label=text("Ventas", "Sales", "Vendas"),
    key=("document", "line"),
    rights=(),
    fields=(
        Field(
            "date", DAY, text("Fecha", "Date", "Data"),
            ("date", "fecha", "data", "dia", "day", "fecha de venta", "fecha venta", "data da venda", "fecha factura", "fecha de factura",
             "invoice date", "sale date", "order date", "fecha emision", "data emissao", "invoice ts", "timestamp"),
            required=True,
        ),
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), (*PRODUCTS.field("sku").words, "producto", "produto", "product"), required=True),
        Field(
            "quantity", SIGNED_QUANTITY, text("Cantidad", "Quantity", "Quantidade"),
            ("quantity", "cantidad", "quantidade", "qty", "qtd", "cant", "unidades", "units", "unidades vendidas", "cantidad vendida", "sold"),
            required=True,
        ),
        Field(
            "unit_price", PRICE, text("Precio unitario", "Unit price", "Preço unitário"),
            ("unit price", "precio unitario", "preco unitario", "precio", "preco", "price", "precio de venta", "precio venta", "pvp",
             "valor unitario", "preco de venda", "p unit", "selling price"),
            required=True,
        ),
        Field("location", CODE, text("Ubicación", "Location", "Local"), LOCATION_WORDS),
        Field(
            "unit_cost", PRICE, text("Costo unitario", "Unit cost", "Custo unitário"),
            ("unit cost", "costo unitario", "coste unitario", "custo unitario", "costo", "coste", "custo", "cost", "cogs"),
        ),
        Field(
            "document", CODE, text("Documento", "Document", "Documento"),
            ("document", "documento", "factura", "numero de factura", "nro factura", "num factura", "invoice", "invoice no",
             "invoice number", "ticket", "nota", "nota fiscal", "boleta", "comprobante", "pedido", "order id", "order number", "remision"),
        ),
        Field(
            "line", LINE_NUMBER, text("Línea", "Line", "Linha"),
            ("line", "line no", "line number", "linea", "numero de linea", "nro linea", "renglon", "posicion", "linha", "line id", "num linea"),
        ),
        Field(
            "customer", CODE, text("Cliente", "Customer", "Cliente"),
            ("customer", "cliente", "codigo cliente", "codigo de cliente", "customer id", "customer code", "id cliente", "codigo do cliente"),
        ),
        Field("salesperson", NAME, text("Vendedor", "Salesperson", "Vendedor"), ("salesperson", "vendedor", "asesor", "sales rep", "representante", "ejecutivo")),
        Field("discount", MONEY, text("Descuento (importe)", "Discount (amount)", "Desconto (valor)"), ("discount", "descuento", "desconto", "rebaja", "discount amount")),
        Field("channel", NAME, text("Canal", "Channel", "Canal"), ("channel", "canal", "canal de venta", "canal de venda", "sales channel")),
        Field("product_name", NAME, text("Nombre del producto", "Product name", "Nome do produto"),
              ("product name", "nombre del producto", "nombre producto", "descripcion", "descricao", "description", "nome do produto")),
        Field("category", NAME, text("Categoría", "Category", "Categoria"), ("category", "categoria", "familia", "rubro", "departamento")),
        Field("location_name", NAME, text("Nombre de la ubicación", "Location name", "Nome do local"),
              ("location name", "nombre de la sucursal", "nombre sucursal", "store name", "nombre tienda", "nome da loja")),
        Field("customer_name", NAME, text("Nombre del cliente", "Customer name", "Nome do cliente"),
              ("customer name", "nombre del cliente", "nombre cliente", "nome do cliente", "razon social")),
        Field(
            "stock_out_share", SHARE, text("Parte del día sin existencia", "Share of the day without stock", "Parte do dia sem estoque"),
            ("stock out share", "stockout share", "quiebre", "parte sin stock", "ruptura"),
        ),
        Field(
            "stock_out_hours", HOURS, text("Horas sin existencia", "Hours without stock", "Horas sem estoque"),
            ("stock out hours", "stockout hours", "horas sin stock", "horas de quiebre", "horas sem estoque"),
        ),
        Field("open_hours", OPEN_HOURS, text("Horas abiertas", "Opening hours", "Horas abertas"), ("open hours", "horas abiertas", "horas abertas")),
    ),
)  # fmt: skip
