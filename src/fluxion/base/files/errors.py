"""Refusals about a whole file: what is wrong with it and what the person can do."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class FileTooLarge(Refusal):
    """The file is larger than this installation accepts."""

    code = "files.too_large"
    kind = Kind.TOO_LARGE
    text: ClassVar[Text] = {
        "es": "El archivo pesa más de {limit} MB. Divídalo en partes o guárdelo como Parquet.",
        "en": "The file is larger than {limit} MB. Split it into parts or save it as Parquet.",
        "pt": "O arquivo tem mais de {limit} MB. Divida-o em partes ou salve-o como Parquet.",
    }


class EmptyFile(Refusal):
    """There is no row to read."""

    code = "files.empty"
    text: ClassVar[Text] = {
        "es": "El archivo no contiene filas. Compruebe que es el archivo correcto y la hoja elegida.",
        "en": "The file contains no rows. Check that it is the right file and sheet.",
        "pt": "O arquivo não contém linhas. Verifique se é o arquivo certo e a planilha escolhida.",
    }


class WrongFileType(Refusal):
    """The content is none of the formats that can be read."""

    code = "files.wrong_type"
    text: ClassVar[Text] = {
        "es": "El contenido parece {found}, que no se puede leer. Guárdelo como CSV, XLSX, Parquet o JSONL.",
        "en": "The content looks like {found}, which cannot be read. Save it as CSV, XLSX, Parquet or JSONL.",
        "pt": "O conteúdo parece {found}, que não pode ser lido. Salve-o como CSV, XLSX, Parquet ou JSONL.",
    }


class DamagedFile(Refusal):
    """The file says it is of a format but cannot be read as such."""

    code = "files.damaged"
    text: ClassVar[Text] = {
        "es": "El archivo {format} está dañado o incompleto. Ábralo y vuelva a guardarlo, o expórtelo otra vez.",
        "en": "The {format} file is damaged or incomplete. Open and save it again, or export it once more.",
        "pt": "O arquivo {format} está danificado ou incompleto. Abra-o e salve-o de novo, ou exporte-o outra vez.",
    }


class UnsafeArchive(Refusal):
    """A workbook whose unpacked size or content is that of an attack, not of a table."""

    code = "files.unsafe_archive"
    text: ClassVar[Text] = {
        "es": "El libro no se abre por seguridad: su contenido descomprimido no es razonable. Guárdelo como CSV.",
        "en": "The workbook is not opened for safety: its unpacked content is not reasonable. Save it as CSV.",
        "pt": "A pasta de trabalho não é aberta por segurança: o conteúdo não é razoável. Salve-a como CSV.",
    }


class UnknownSheet(Refusal):
    """The workbook has no sheet of that name."""

    code = "files.unknown_sheet"
    text: ClassVar[Text] = {
        "es": "El libro no tiene la hoja «{sheet}». Elija una de estas: {sheets}.",
        "en": "The workbook has no sheet “{sheet}”. Choose one of these: {sheets}.",
        "pt": "A pasta de trabalho não tem a planilha “{sheet}”. Escolha uma destas: {sheets}.",
    }


class TooManyColumns(Refusal):
    """More columns than any of the files people bring has."""

    code = "files.too_many_columns"
    text: ClassVar[Text] = {
        "es": "El archivo tiene {columns} columnas; se aceptan hasta {limit}. Revise el separador o quite columnas.",
        "en": "The file has {columns} columns; up to {limit} are accepted. Check the separator or remove columns.",
        "pt": "O arquivo tem {columns} colunas; aceitam-se até {limit}. Verifique o separador ou remova colunas.",
    }


class TooManyRows(Refusal):
    """More rows than are read from one file."""

    code = "files.too_many_rows"
    text: ClassVar[Text] = {
        "es": "El archivo tiene más de {limit} filas. Divídalo en partes.",
        "en": "The file has more than {limit} rows. Split it into parts.",
        "pt": "O arquivo tem mais de {limit} linhas. Divida-o em partes.",
    }
