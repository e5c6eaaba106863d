"""Parameters files: planning parameters for the company, a location, a category or a product."""

from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.spec import ANY_NUMBER, CODE, NAME, EntitySpec, Field, text
from fluxion.domains.integration.rules.stock import LOCATION_WORDS

PARAMETERS = EntitySpec(
    name="parameters",
    label=text("Parámetros", "Parameters", "Parâmetros"),
    key=("name", "location", "category", "abc_class", "sku"),
    rights=("planning.set_parameter",),
    fields=(
        Field("location", CODE, text("Ubicación", "Location", "Local"), LOCATION_WORDS),
        Field("category", NAME, text("Categoría", "Category", "Categoria"), PRODUCTS.field("category").words),
        Field(
            "abc_class", CODE, text("Clase ABC/XYZ", "ABC/XYZ class", "Classe ABC/XYZ"),
            ("abc class", "clase", "clase abc", "abc", "class", "classe", "classe abc", "abc xyz", "clase abc xyz"),
        ),
        Field("sku", CODE, text("Código (SKU)", "Code (SKU)", "Código (SKU)"), PRODUCTS.field("sku").words),
        Field(
            "name", CODE, text("Parámetro", "Parameter", "Parâmetro"),
            ("name", "nombre", "nome", "parametro", "parameter", "nombre del parametro"), required=True,
        ),
        Field("value", ANY_NUMBER, text("Valor", "Value", "Valor"), ("value", "valor"), required=True, as_float=True),
    ),
)  # fmt: skip
