"""Products files."""

from fluxion.domains.integration.rules.spec import CODE, DAYS, LONG, MONEY, NAME, QUANTITY, SWITCH, EntitySpec, Field, text

PRODUCTS = EntitySpec(
    name="products",
    label=text("Productos", "Products", "Produtos"),
    key=("sku",),
    rights=("catalog.edit_product",),
    fields=(
        Field(
            "sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"),
            ("sku", "codigo", "codigo de producto", "codigo producto", "codigo de articulo", "codigo del articulo", "codigo articulo",
             "codigo do produto", "codigo produto", "codigo item", "articulo", "referencia", "ref", "clave", "cod", "cod producto",
             "cod articulo", "item", "item code", "item number", "product code", "product id", "stock code", "part number", "material", "code"),
            required=True,
        ),
        Field(
            "name", NAME, text("Nombre", "Name", "Nome"),
            ("name", "nombre", "nome", "producto", "produto", "product", "product name", "nombre del producto", "nombre producto",
             "nome do produto", "nome produto", "descripcion corta", "denominacion", "titulo", "item name", "descripcion del producto",
             "descricao do produto", "descripcion articulo", "product description"),
        ),
        Field(
            "category", NAME, text("Categoría", "Category", "Categoria"),
            ("category", "categoria", "familia", "family", "rubro", "grupo", "group", "linea", "linha", "departamento", "department",
             "product category", "categoria del producto", "categoria do produto", "seccion"),
        ),
        Field("brand", NAME, text("Marca", "Brand", "Marca"), ("brand", "marca", "fabricante", "manufacturer")),
        Field(
            "unit", NAME, text("Unidad", "Unit", "Unidade"),
            ("unit", "unidad", "unidade", "unidad de medida", "unidade de medida", "um", "uom", "unit of measure", "medida"),
        ),
        Field(
            "barcode", CODE, text("Código de barras", "Barcode", "Código de barras"),
            ("barcode", "codigo de barras", "codigo barras", "ean", "ean13", "gtin", "upc", "cod barras"),
        ),
        Field(
            "cost", MONEY, text("Costo", "Cost", "Custo"),
            ("cost", "costo", "coste", "custo", "costo unitario", "coste unitario", "custo unitario", "unit cost", "precio de compra",
             "precio compra", "preco de compra", "purchase price", "precio de costo", "preco de custo", "cost price"),
        ),
        Field(
            "price", MONEY, text("Precio", "Price", "Preço"),
            ("price", "precio", "preco", "precio de venta", "precio venta", "preco de venda", "preco venda", "pvp", "sale price",
             "selling price", "list price", "precio de lista", "precio unitario", "preco unitario", "unit price", "valor unitario"),
        ),
        Field(
            "supplier", NAME, text("Proveedor", "Supplier", "Fornecedor"),
            ("supplier", "proveedor", "fornecedor", "vendor", "codigo proveedor", "codigo de proveedor", "codigo do fornecedor",
             "supplier code", "vendor code", "cod proveedor"),
        ),
        Field(
            "pack_size", QUANTITY, text("Unidades por empaque", "Pack size", "Unidades por embalagem"),
            ("pack size", "empaque", "unidades por empaque", "unidades por caja", "unidades por bulto", "embalagem", "pack", "caja",
             "unidades por embalagem", "multiplo", "case size", "case pack", "units per case", "bulto"),
        ),
        Field(
            "moq", QUANTITY, text("Pedido mínimo", "Minimum order quantity", "Pedido mínimo"),
            ("moq", "pedido minimo", "minimo de compra", "cantidad minima", "cantidad minima de pedido", "quantidade minima",
             "compra minima", "minimum order quantity", "min order", "minimum order", "lote minimo"),
        ),
        Field(
            "shelf_life_days", DAYS, text("Vida útil (días)", "Shelf life (days)", "Validade (dias)"),
            ("shelf life days", "vida util", "vida util dias", "dias de vida util", "shelf life", "validade", "validade dias",
             "dias de validade", "caducidad", "vencimiento dias"),
        ),
        Field("weight_kg", QUANTITY, text("Peso (kg)", "Weight (kg)", "Peso (kg)"), ("weight kg", "peso", "peso kg", "weight", "peso bruto")),
        Field("volume_m3", MONEY, text("Volumen (m³)", "Volume (m³)", "Volume (m³)"), ("volume m3", "volumen", "volume", "volumen m3", "m3", "cubicaje")),
        Field(
            "description", LONG, text("Descripción", "Description", "Descrição"),
            ("description", "descripcion", "descricao", "detalle", "detalhe", "descripcion larga", "observaciones", "observacoes", "notes"),
        ),
        Field(
            "on_hand", QUANTITY, text("Existencia", "On hand", "Estoque"),
            ("on hand", "existencia", "existencias", "stock", "estoque", "inventario", "disponible", "cantidad", "qty on hand",
             "stock actual", "estoque atual", "saldo"),
        ),
        Field("active", SWITCH, text("Activo", "Active", "Ativo"), ("active", "activo", "ativo", "habilitado", "enabled")),
    ),
)  # fmt: skip
