"""Files of what products cost, part by part, from a day on."""

from fluxion.base.files import CellKind, CellType
from fluxion.domains.integration.rules.knowledge import EVENTS
from fluxion.domains.integration.rules.partners import CURRENCY
from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import CODE, DAY, MONEY, NAME, QUANTITY, EntitySpec, Field, text

KIND = CellType(
    CellKind.CHOICE,
    choices={
        "product": ("producto", "produto", "mercancia", "mercaderia", "mercadoria", "material", "materia prima", "insumo", "goods"),
        "packaging": ("empaque", "embalaje", "envase", "embalagem", "packing", "caja", "caixa"),
        "label": ("etiqueta", "etiquetado", "rotulo", "etiquetagem", "rotulagem", "labelling", "labeling"),
        "freight": ("flete", "frete", "transporte", "envio", "acarreo", "shipping", "transport"),
        "handling": ("manipulacion", "manipuleo", "manejo", "manuseio", "movimentacao", "maniobras", "almacenaje"),
        "other": ("otro", "otros", "outro", "outros", "others"),
    },
)  # fmt: skip

COSTS = EntitySpec(
    name="costs",
    label=text("Costos", "Costs", "Custos"),
    key=("sku", "kind", "name", "valid_from"),
    rights=("prices.edit_cost_sheet",),
    is_whole=True,
    fields=(
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), PRODUCTS.field("sku").words, required=True),
        Field(
            "kind", KIND, text("Tipo de componente", "Kind of component", "Tipo de componente"),
            ("kind", "tipo", "type", "componente", "component", "tipo de componente", "component kind", "component type", "tipo de costo",
             "tipo de custo", "concepto", "conceito", "rubro"),
            required=True,
        ),
        Field(
            "name", NAME, text("Nombre del componente", "Name of component", "Nome do componente"),
            ("name", "nombre", "nome", "nombre del componente", "nome do componente", "component name", "detalle", "detalhe", "descripcion",
             "descricao", "description"),
        ),
        Field(
            "value", MONEY, text("Valor", "Value", "Valor"),
            ("value", "valor", "importe", "monto", "montante", "amount", *PRODUCTS.field("cost").words), required=True,
        ),
        Field(
            "quantity", QUANTITY, text("Cantidad", "Quantity", "Quantidade"),
            ("quantity", "cantidad", "quantidade", "qty", "unidades", "cant", "qtd"),
        ),
        Field("currency", CURRENCY, text("Moneda", "Currency", "Moeda"), ("currency", "moneda", "moeda", "divisa")),
        Field(
            "valid_from", DAY, text("Vigente desde", "Valid from", "Vigente desde"),
            ("valid from", "vigente desde", "valido desde", "vigencia", "a partir de", "fecha", "data", "date", *EVENTS.field("starts_on").words),
        ),
    ),
)  # fmt: skip
