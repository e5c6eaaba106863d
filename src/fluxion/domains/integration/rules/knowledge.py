"""Files of what people know ahead: events of the calendar, and products that replace others."""

from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import ANY_NUMBER, CODE, DAY, LONG, NAME, SWITCH, EntitySpec, Field, text
from fluxion.domains.integration.rules.stock import LOCATION_WORDS

EVENTS = EntitySpec(
    name="events",
    label=text("Eventos", "Events", "Eventos"),
    key=("name", "starts_on", "location", "category", "sku"),
    rights=("planning.edit_event",),
    fields=(
        Field(
            "name", NAME, text("Evento", "Event", "Evento"),
            ("name", "nombre", "nome", "evento", "event", "nombre del evento", "event name"), required=True,
        ),
        Field("kind", CODE, text("Tipo", "Kind", "Tipo"), ("kind", "tipo", "type", "tipo de evento"), required=True),
        Field(
            "starts_on", DAY, text("Primer día", "First day", "Primeiro dia"),
            ("starts on", "desde", "inicio", "fecha inicio", "fecha de inicio", "primer dia", "start", "start date", "first day", "primeiro dia", "de"),
            required=True,
        ),
        Field(
            "ends_on", DAY, text("Último día", "Last day", "Último dia"),
            ("ends on", "hasta", "fin", "fecha fin", "fecha de fin", "ultimo dia", "end", "end date", "last day", "ate", "fim"), required=True,
        ),
        Field("yearly", SWITCH, text("Cada año", "Every year", "Todo ano"), ("yearly", "anual", "cada ano", "todo ano", "every year")),
        Field("location", CODE, text("Ubicación", "Location", "Local"), LOCATION_WORDS),
        Field("category", NAME, text("Categoría", "Category", "Categoria"), PRODUCTS.field("category").words),
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), PRODUCTS.field("sku").words),
        Field("factor", ANY_NUMBER, text("Factor", "Factor", "Fator"), ("factor", "fator", "multiplicador", "multiplier"), as_float=True),
        Field("note", LONG, text("Nota", "Note", "Nota"), ("note", "nota", "notas", "notes", "comentario", "observacao")),
    ),
)  # fmt: skip

PRODUCT_LINKS = EntitySpec(
    name="product_links",
    label=text("Sucesores", "Successors", "Sucessores"),
    key=("successor",),
    rights=("planning.link_product",),
    fields=(
        Field(
            "successor", CODE, text("Producto nuevo", "New product", "Produto novo"),
            ("produto novo", "successor", "sucesor", "sucessor", "nuevo", "new", "producto nuevo", "new product", "sku nuevo", "new sku", "novo"), required=True,
        ),
        Field(
            "predecessor", CODE, text("Producto reemplazado", "Product replaced", "Produto substituído"),
            ("product replaced", "producto reemplazado", "produto substituido", "predecessor", "antecesor", "antecessor", "reemplaza a", "replaces", "substitui", "anterior", "sku anterior", "old sku"), required=True,
        ),
        Field("starts_on", DAY, EVENTS.field("starts_on").label, EVENTS.field("starts_on").words, required=True),
        Field(
            "share", ANY_NUMBER, text("Parte heredada", "Share inherited", "Parte herdada"),
            ("share", "parte", "participacion", "proporcion", "parcela", "share inherited"), as_float=True,
        ),
    ),
)  # fmt: skip
