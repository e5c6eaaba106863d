"""What integration refuses."""

from typing import ClassVar

from fluxion.values.errors import BadInput, Kind, Refusal, Text


class MappingIncomplete(BadInput):
    """The mapping cannot be used; `errors` names each field with its remedy."""

    code = "integration.mapping_wrong"
    text: ClassVar[Text] = {
        "es": "Revise la asignación de columnas.",
        "en": "Check the mapping of columns.",
        "pt": "Verifique a atribuição de colunas.",
    }


class WrongState(Refusal):
    """The import is not at the step that this needs."""

    code = "integration.wrong_state"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La importación está en estado «{state}» y esto no se puede hacer ahora.",
        "en": "The import is in state “{state}” and this cannot be done now.",
        "pt": "A importação está no estado “{state}” e isto não pode ser feito agora.",
    }


class StillWorking(Refusal):
    """A job of this import is still running."""

    code = "integration.still_working"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Esta importación todavía tiene un trabajo en curso; espere a que termine o cancélelo.",
        "en": "This import still has a job under way; wait for it or cancel it.",
        "pt": "Esta importação ainda tem um trabalho em curso; espere ou cancele-o.",
    }


class FileGone(Refusal):
    """The uploaded file is no longer kept."""

    code = "integration.file_gone"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El archivo subido ya no se conserva; súbalo de nuevo.",
        "en": "The uploaded file is no longer kept; upload it again.",
        "pt": "O arquivo enviado não é mais guardado; envie-o de novo.",
    }


class RowsInError(Refusal):
    """All or nothing was asked for, and some rows cannot be taken; nothing was loaded."""

    code = "integration.rows_in_error"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "No se cargó nada: {rows} filas tienen errores y se pidió todo o nada. Corrija el archivo o cargue sin esa opción.",
        "en": "Nothing was loaded: {rows} rows have errors and all or nothing was asked for. Correct the file or load without that option.",
        "pt": "Nada foi carregado: {rows} linhas têm erros e pediu-se tudo ou nada. Corrija o arquivo ou carregue sem essa opção.",
    }


class BadPattern(BadInput):
    """A rule of the mapping is not a regular expression."""

    code = "integration.bad_pattern"
    text: ClassVar[Text] = {
        "es": "«{pattern}» no es una expresión regular válida.",
        "en": "“{pattern}” is not a valid regular expression.",
        "pt": "“{pattern}” não é uma expressão regular válida.",
    }


class NoLocation(Refusal):
    """The file names no location and the company does not have exactly one."""

    code = "integration.location_needed"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "El archivo no dice la ubicación y la empresa no tiene exactamente una. Asigne la columna o indique un valor fijo.",
        "en": "The file does not tell the location and the company does not have exactly one. Map the column or give a fixed value.",
        "pt": "O arquivo não diz o local e a empresa não tem exatamente um. Atribua a coluna ou informe um valor fixo.",
    }
