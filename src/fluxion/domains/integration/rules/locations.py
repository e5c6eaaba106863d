"""Locations files: stores and distribution centres."""

from decimal import Decimal

from fluxion.base.files import CellKind, CellType
from fluxion.domains.integration.rules.spec import CODE, DAYS, LATITUDE, LONGITUDE, NAME, EntitySpec, Field, text

KIND = CellType(
    CellKind.CHOICE,
    choices={
        "store": ("tienda", "sucursal", "loja", "filial", "shop", "branch", "local", "punto de venta", "ponto de venda", "pdv", "agencia"),
        "dc": (
            "cd", "cedi", "cedis", "centro de distribucion", "centro de distribuicao", "distribution center", "distribution centre",
            "almacen", "bodega", "deposito", "warehouse", "hub", "armazem", "central",
        ),
    },
)  # fmt: skip
SERVICE_LEVEL = CellType(CellKind.DECIMAL, scale=6, lowest=Decimal("0.000001"), highest=Decimal("0.999999"))
LATITUDE_WORDS = ("latitude", "latitud", "lat")
LONGITUDE_WORDS = ("longitude", "longitud", "lon", "lng", "long")

LOCATIONS = EntitySpec(
    name="locations",
    label=text("Ubicaciones", "Locations", "Locais"),
    key=("code",),
    rights=("catalog.edit_location",),
    fields=(
        Field(
            "code", CODE, text("Código", "Code", "Código"),
            ("code", "codigo", "cod", "id", "clave", "codigo de sucursal", "codigo sucursal", "codigo de tienda", "codigo tienda",
             "codigo da loja", "store id", "store code", "location code", "location id", "codigo de ubicacion", "codigo almacen",
             "warehouse code", "location", "ubicacion"),
            required=True,
        ),
        Field(
            "name", NAME, text("Nombre", "Name", "Nome"),
            ("name", "nombre", "nome", "sucursal", "tienda", "loja", "store", "store name", "location name", "nombre de la sucursal",
             "nombre tienda", "descripcion", "descricao", "description"),
        ),
        Field("kind", KIND, text("Tipo", "Kind", "Tipo"), ("kind", "tipo", "type", "clase", "tipo de ubicacion", "location type")),
        Field("latitude", LATITUDE, text("Latitud", "Latitude", "Latitude"), LATITUDE_WORDS, as_float=True),
        Field("longitude", LONGITUDE, text("Longitud", "Longitude", "Longitude"), LONGITUDE_WORDS, as_float=True),
        Field(
            "supplied_by", CODE, text("Abastecida por", "Supplied by", "Abastecida por"),
            ("supplied by", "abastecida por", "abastecido por", "abastece", "centro de distribucion", "cd", "origen", "origem", "parent",
             "dc", "source", "cedi"),
        ),
        Field(
            "review_period_days", DAYS, text("Período de revisión (días)", "Review period (days)", "Período de revisão (dias)"),
            ("review period days", "periodo de revision", "periodo de revision dias", "review period", "periodo de revisao",
             "frecuencia de pedido", "dias de revision"),
        ),
        Field(
            "lead_time_days", DAYS, text("Plazo de entrega (días)", "Lead time (days)", "Prazo de entrega (dias)"),
            ("lead time days", "lead time", "plazo de entrega", "tiempo de entrega", "prazo de entrega", "dias de entrega"),
        ),
        Field(
            "service_level", SERVICE_LEVEL, text("Nivel de servicio", "Service level", "Nível de serviço"),
            ("service level", "nivel de servicio", "nivel de servico"), as_float=True,
        ),
    ),
)  # fmt: skip
