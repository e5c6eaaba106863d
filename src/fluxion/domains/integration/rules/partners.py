"""Suppliers and customers files."""

from decimal import Decimal

from fluxion.base.files import CellKind, CellType
from fluxion.domains.integration.rules.locations import LATITUDE_WORDS, LONGITUDE_WORDS
from fluxion.domains.integration.rules.spec import CODE, DAY, DAYS, LATITUDE, LONGITUDE, MONEY, NAME, QUANTITY, EntitySpec, Field, text

SPREAD = CellType(CellKind.DECIMAL, scale=3, lowest=Decimal(0), highest=Decimal(3650))
CURRENCY = CellType(CellKind.CODE, max_length=3, upper=True)
PHONE_WORDS = ("phone", "telefono", "telefone", "tel", "celular", "movil", "mobile", "whatsapp", "phone number")
EMAIL_WORDS = ("email", "e mail", "correo", "correo electronico", "mail")

SUPPLIERS = EntitySpec(
    name="suppliers",
    label=text("Proveedores", "Suppliers", "Fornecedores"),
    key=("code",),
    rights=("partners.edit_supplier",),
    fields=(
        Field(
            "code", CODE, text("Código", "Code", "Código"),
            ("code", "codigo", "cod", "id", "clave", "codigo de proveedor", "codigo proveedor", "codigo do fornecedor", "supplier code",
             "supplier id", "vendor code", "vendor id"),
            required=True,
        ),
        Field(
            "name", NAME, text("Nombre", "Name", "Nome"),
            ("name", "nombre", "nome", "proveedor", "fornecedor", "supplier", "vendor", "razon social", "razao social", "supplier name"),
        ),
        Field(
            "lead_time_days", DAYS, text("Plazo de entrega (días)", "Lead time (days)", "Prazo de entrega (dias)"),
            ("lead time days", "lead time", "plazo de entrega", "plazo", "tiempo de entrega", "tiempo de entrega dias", "prazo de entrega",
             "prazo", "dias de entrega", "delivery days"),
        ),
        Field(
            "lead_time_std_days", SPREAD,
            text("Desviación del plazo (días)", "Lead time deviation (days)", "Desvio do prazo (dias)"),
            ("lead time std days", "lead time std", "desviacion del plazo", "desviacion plazo", "desvio do prazo", "lead time deviation",
             "variacion del plazo"),
            as_float=True,
        ),
        Field(
            "minimum_order_value", MONEY, text("Compra mínima", "Minimum order value", "Compra mínima"),
            ("minimum order value", "compra minima", "pedido minimo", "monto minimo", "monto minimo de compra", "valor minimo",
             "minimum order", "importe minimo"),
        ),
        Field(
            "order_budget", MONEY, text("Presupuesto por plan", "Budget per plan", "Orçamento por plano"),
            ("order budget", "presupuesto", "presupuesto por plan", "orcamento", "budget", "limite de compra"),
        ),
        Field(
            "container_weight_kg", QUANTITY, text("Contenedor (kg)", "Container (kg)", "Contêiner (kg)"),
            ("container weight kg", "contenedor kg", "peso maximo", "peso del contenedor", "peso do conteiner", "container weight"),
        ),
        Field(
            "container_volume_m3", MONEY, text("Contenedor (m³)", "Container (m³)", "Contêiner (m³)"),
            ("container volume m3", "contenedor m3", "volumen maximo", "volumen del contenedor", "volume do conteiner", "container volume"),
        ),
        Field("currency", CURRENCY, text("Moneda", "Currency", "Moeda"), ("currency", "moneda", "moeda", "divisa")),
        Field("email", NAME, text("Correo", "E-mail", "E-mail"), EMAIL_WORDS),
        Field("phone", NAME, text("Teléfono", "Phone", "Telefone"), PHONE_WORDS),
    ),
)  # fmt: skip

CUSTOMERS = EntitySpec(
    name="customers",
    label=text("Clientes", "Customers", "Clientes"),
    key=("code",),
    rights=("partners.edit_customer",),
    fields=(
        Field(
            "code", CODE, text("Código", "Code", "Código"),
            ("code", "codigo", "cod", "id", "clave", "codigo de cliente", "codigo cliente", "codigo do cliente", "customer code",
             "customer id", "id cliente", "numero de cliente"),
            required=True,
        ),
        Field(
            "name", NAME, text("Nombre", "Name", "Nome"),
            ("name", "nombre", "nome", "cliente", "customer", "razon social", "razao social", "customer name", "nombre del cliente"),
        ),
        Field(
            "tax_id", CODE, text("Identificación fiscal", "Tax id", "Identificação fiscal"),
            ("tax id", "rif", "rfc", "ruc", "nit", "cuit", "cnpj", "cpf", "rut", "identificacion fiscal", "cedula", "vat", "documento"),
        ),
        Field("phone", NAME, text("Teléfono", "Phone", "Telefone"), PHONE_WORDS),
        Field("email", NAME, text("Correo", "E-mail", "E-mail"), EMAIL_WORDS),
        Field("segment", NAME, text("Segmento", "Segment", "Segmento"), ("segment", "segmento", "tipo", "tipo de cliente", "canal", "customer type")),
        Field("city", NAME, text("Ciudad", "City", "Cidade"), ("city", "ciudad", "cidade", "localidad", "municipio")),
        Field("address", NAME, text("Dirección", "Address", "Endereço"), ("address", "direccion", "endereco", "domicilio")),
        Field("latitude", LATITUDE, text("Latitud", "Latitude", "Latitude"), LATITUDE_WORDS, as_float=True),
        Field("longitude", LONGITUDE, text("Longitud", "Longitude", "Longitude"), LONGITUDE_WORDS, as_float=True),
        Field(
            "salesperson", NAME, text("Vendedor", "Salesperson", "Vendedor"),
            ("salesperson", "vendedor", "asesor", "ejecutivo", "sales rep", "representante"),
        ),
        Field(
            "price_list", NAME, text("Lista de precios", "Price list", "Lista de preços"),
            ("price list", "lista de precios", "lista de precos", "lista precios", "tarifa"),
        ),
        Field(
            "created_on", DAY, text("Alta", "Created on", "Cadastro"),
            ("created on", "fecha de alta", "alta", "fecha de creacion", "data de cadastro", "cadastro", "created", "creado", "customer since"),
        ),
    ),
)  # fmt: skip
