"""What the HTTP face itself says in three languages: statuses, and why a field is not accepted."""

from collections.abc import Mapping

from fluxion.values.errors import Text

STATUS_WORDS: Mapping[int, Text] = {
    400: {"es": "La solicitud está mal formada.", "en": "The request is malformed.", "pt": "A solicitação está malformada."},
    401: {"es": "Inicie sesión para continuar.", "en": "Sign in to continue.", "pt": "Entre para continuar."},
    403: {"es": "No permitido.", "en": "Not allowed.", "pt": "Não permitido."},
    404: {"es": "No encontrado.", "en": "Not found.", "pt": "Não encontrado."},
    405: {"es": "Ese método no existe aquí.", "en": "That method does not exist here.", "pt": "Esse método não existe aqui."},
    409: {"es": "Choca con el estado actual.", "en": "It conflicts with the current state.", "pt": "Conflita com o estado atual."},
    412: {"es": "Cambió mientras tanto.", "en": "It changed meanwhile.", "pt": "Mudou nesse meio-tempo."},
    413: {"es": "Demasiado grande.", "en": "Too large.", "pt": "Grande demais."},
    415: {
        "es": "Ese tipo de contenido no se acepta.",
        "en": "That content type is not accepted.",
        "pt": "Esse tipo de conteúdo não é aceito.",
    },
    422: {"es": "Datos no válidos.", "en": "Invalid values.", "pt": "Dados inválidos."},
    428: {"es": "Falta la cabecera If-Match.", "en": "The If-Match header is missing.", "pt": "Falta o cabeçalho If-Match."},
    429: {"es": "Demasiadas solicitudes.", "en": "Too many requests.", "pt": "Solicitações demais."},
    500: {
        "es": "Algo falló de nuestro lado; ya quedó registrado.",
        "en": "Something failed on our side; it has been recorded.",
        "pt": "Algo falhou do nosso lado; já ficou registrado.",
    },
    503: {
        "es": "El servicio no está disponible por ahora; intente en unos segundos.",
        "en": "The service is not available right now; try again in a few seconds.",
        "pt": "O serviço não está disponível agora; tente em alguns segundos.",
    },
}

FIELD_WORDS: Mapping[str, Text] = {
    "_": {
        "es": "Hay campos que no se pueden aceptar; revise los señalados.",
        "en": "Some fields cannot be accepted; check those named.",
        "pt": "Há campos que não podem ser aceitos; verifique os indicados.",
    },
    "value_error": {"es": "El valor no es válido.", "en": "The value is not valid.", "pt": "O valor não é válido."},
    "missing": {"es": "Falta este campo.", "en": "This field is missing.", "pt": "Falta este campo."},
    "extra_forbidden": {
        "es": "Este campo no existe; quítelo.",
        "en": "This field does not exist; remove it.",
        "pt": "Este campo não existe; remova-o.",
    },
    "json_invalid": {"es": "El texto no es JSON.", "en": "The text is not JSON.", "pt": "O texto não é JSON."},
    "string_type": {"es": "Debe ser un texto.", "en": "It must be text.", "pt": "Deve ser um texto."},
    "string_too_short": {
        "es": "Escriba al menos {min_length} caracteres.",
        "en": "Write at least {min_length} characters.",
        "pt": "Escreva ao menos {min_length} caracteres.",
    },
    "string_too_long": {
        "es": "Escriba como máximo {max_length} caracteres.",
        "en": "Write at most {max_length} characters.",
        "pt": "Escreva no máximo {max_length} caracteres.",
    },
    "string_pattern_mismatch": {
        "es": "El formato no es el esperado.",
        "en": "The format is not the expected one.",
        "pt": "O formato não é o esperado.",
    },
    "int_type": {"es": "Debe ser un número entero.", "en": "It must be a whole number.", "pt": "Deve ser um número inteiro."},
    "int_parsing": {"es": "Debe ser un número entero.", "en": "It must be a whole number.", "pt": "Deve ser um número inteiro."},
    "bool_type": {"es": "Debe ser verdadero o falso.", "en": "It must be true or false.", "pt": "Deve ser verdadeiro ou falso."},
    "float_type": {"es": "Debe ser un número.", "en": "It must be a number.", "pt": "Deve ser um número."},
    "decimal_max_places": {
        "es": "Como máximo {decimal_places} decimales.",
        "en": "At most {decimal_places} decimals.",
        "pt": "No máximo {decimal_places} decimais.",
    },
    "greater_than": {"es": "Debe ser mayor que {gt}.", "en": "It must be greater than {gt}.", "pt": "Deve ser maior que {gt}."},
    "greater_than_equal": {"es": "Debe ser {ge} o más.", "en": "It must be {ge} or more.", "pt": "Deve ser {ge} ou mais."},
    "less_than": {"es": "Debe ser menor que {lt}.", "en": "It must be less than {lt}.", "pt": "Deve ser menor que {lt}."},
    "less_than_equal": {"es": "Debe ser {le} o menos.", "en": "It must be {le} or less.", "pt": "Deve ser {le} ou menos."},
    "enum": {"es": "Debe ser uno de: {expected}.", "en": "It must be one of: {expected}.", "pt": "Deve ser um de: {expected}."},
    "literal_error": {"es": "Debe ser uno de: {expected}.", "en": "It must be one of: {expected}.", "pt": "Deve ser um de: {expected}."},
    "date_from_datetime_parsing": {
        "es": "Debe ser una fecha AAAA-MM-DD.",
        "en": "It must be a date YYYY-MM-DD.",
        "pt": "Deve ser uma data AAAA-MM-DD.",
    },
    "date_parsing": {"es": "Debe ser una fecha AAAA-MM-DD.", "en": "It must be a date YYYY-MM-DD.", "pt": "Deve ser uma data AAAA-MM-DD."},
    "day_out_of_range": {
        "es": "Debe ser un día del {first} al {last}.",
        "en": "It must be a day from {first} to {last}.",
        "pt": "Deve ser um dia de {first} a {last}.",
    },
    "too_long": {"es": "Como máximo {max_length} elementos.", "en": "At most {max_length} items.", "pt": "No máximo {max_length} itens."},
    "too_short": {"es": "Al menos {min_length} elementos.", "en": "At least {min_length} items.", "pt": "Ao menos {min_length} itens."},
}
