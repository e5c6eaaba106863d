"""What can be wrong with a row beyond its single cells, and the words for every problem there is."""

from collections.abc import Mapping

from fluxion.base.files import PROBLEMS, Problem
from fluxion.domains.integration.rules.spec import text
from fluxion.domains.sales import LINE_RULES

REFUSED = "refused"
"""The code of rows that another part refused in its own words."""

_OWN = (
    Problem(
        "bad_breaks",
        text(
            "«{value}» no es un precio por cantidad, o puede leerse de dos maneras.",
            "“{value}” is not a price break, or can be read in two ways.",
            "“{value}” não é um preço por quantidade, ou pode ser lido de duas maneiras.",
        ),
        text(
            "Escriba desde:costo, separados por punto y coma y sin separador de miles: 50:1.10; 1000:0.95.",
            "Write from:cost, separated by semicolons and without thousands separators: 50:1.10; 1000:0.95.",
            "Escreva desde:custo, separados por ponto e vírgula e sem separador de milhares: 50:1.10; 1000:0.95.",
        ),
    ),
    Problem(
        "unknown_sku",
        text("El producto «{value}» no existe.", "The product “{value}” does not exist.", "O produto “{value}” não existe."),
        text(
            "Cargue antes los productos, o pida que se creen los que faltan.",
            "Load the products first, or ask for the missing ones to be created.",
            "Carregue antes os produtos, ou peça que os que faltam sejam criados.",
        ),
    ),
    Problem(
        "unknown_location",
        text("La ubicación «{value}» no existe.", "The location “{value}” does not exist.", "O local “{value}” não existe."),
        text(
            "Cargue antes las ubicaciones, o pida que se creen las que faltan.",
            "Load the locations first, or ask for the missing ones to be created.",
            "Carregue antes os locais, ou peça que os que faltam sejam criados.",
        ),
    ),
    Problem(
        "unknown_supplier",
        text("El proveedor «{value}» no existe.", "The supplier “{value}” does not exist.", "O fornecedor “{value}” não existe."),
        text(
            "Cargue antes los proveedores o pida permiso para crearlos.",
            "Load the suppliers first or ask for the right to create them.",
            "Carregue antes os fornecedores ou peça permissão para criá-los.",
        ),
    ),
    Problem(
        "unknown_customer",
        text("El cliente «{value}» no existe.", "The customer “{value}” does not exist.", "O cliente “{value}” não existe."),
        text(
            "Cargue antes los clientes o pida permiso para crearlos.",
            "Load the customers first or ask for the right to create them.",
            "Carregue antes os clientes ou peça permissão para criá-los.",
        ),
    ),
    Problem(
        "location_needed",
        text(
            "No se sabe de qué ubicación es la fila.",
            "It is not known which location the row is of.",
            "Não se sabe de que local é a linha.",
        ),
        text(
            "Indique la columna o un valor fijo para la ubicación.",
            "Say which column, or a fixed value, is the location.",
            "Indique a coluna ou um valor fixo para o local.",
        ),
    ),
    Problem(
        "duplicate_in_file",
        text(
            "«{value}» ya está en la fila {detail} con otros datos.",
            "“{value}” is in row {detail} already, with other data.",
            "“{value}” já está na linha {detail} com outros dados.",
        ),
        text("Deje una sola de las filas.", "Keep only one of the rows.", "Deixe só uma das linhas."),
    ),
    Problem(
        REFUSED,
        text("{detail}", "{detail}", "{detail}"),
        text("Corrija la fila y vuelva a cargarla.", "Correct the row and load it again.", "Corrija a linha e carregue-a de novo."),
    ),
)

ALL_PROBLEMS: Mapping[str, Problem] = (
    dict(PROBLEMS) | {each.code: each for each in _OWN} | {rule.code: Problem(rule.code, rule.reason, rule.remedy) for rule in LINE_RULES}
)
