"""What can be wrong with a row or a cell, in three languages: the reason and what the person can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fluxion.values.errors import Text


@dataclass(frozen=True)
class Problem:
    """One kind of problem. Texts may name `{column}`, `{value}` and `{detail}`."""

    code: str
    reason: Text
    remedy: Text


def _problem(code: str, reason: tuple[str, str, str], remedy: tuple[str, str, str]) -> tuple[str, Problem]:
    es, en, pt = reason
    es_do, en_do, pt_do = remedy
    return code, Problem(code, {"es": es, "en": en, "pt": pt}, {"es": es_do, "en": en_do, "pt": pt_do})


PROBLEMS: Mapping[str, Problem] = dict(
    [
        _problem(
            "broken_quotes",
            ("Una comilla queda abierta.", "A quote stays open.", "Uma aspa fica aberta."),
            (
                "Cierre la comilla o quítela de esa línea.",
                "Close the quote or remove it from that line.",
                "Feche a aspa ou remova-a dessa linha.",
            ),
        ),
        _problem(
            "too_few_cells",
            ("La fila tiene menos celdas que el encabezado.", "The row has fewer cells than the header.",
             "A linha tem menos células que o cabeçalho."),
            ("Complete la fila o quítela.", "Complete the row or remove it.", "Complete a linha ou remova-a."),
        ),
        _problem(
            "too_many_cells",
            ("La fila tiene más celdas que el encabezado.", "The row has more cells than the header.",
             "A linha tem mais células que o cabeçalho."),
            (
                "Ponga entre comillas los valores que contienen el separador.",
                "Put values that contain the separator between quotes.",
                "Coloque entre aspas os valores que contêm o separador.",
            ),
        ),
        _problem(
            "line_too_long",
            ("La línea es demasiado larga.", "The line is too long.", "A linha é longa demais."),
            (
                "Compruebe que el archivo tiene una fila por línea.",
                "Check that the file has one row per line.",
                "Verifique se o arquivo tem uma linha por registro.",
            ),
        ),
        _problem(
            "bad_json",
            ("La línea no es un objeto JSON.", "The line is not a JSON object.", "A linha não é um objeto JSON."),
            (
                "Escriba un objeto {{…}} por línea.",
                "Write one object {{…}} per line.",
                "Escreva um objeto {{…}} por linha.",
            ),
        ),
        _problem(
            "missing",
            ("Falta el valor de «{column}».", "The value of “{column}” is missing.", "Falta o valor de “{column}”."),
            ("Escriba un valor.", "Write a value.", "Escreva um valor."),
        ),
        _problem(
            "not_a_number",
            ("«{value}» no es un número.", "“{value}” is not a number.", "“{value}” não é um número."),
            (
                "Escriba solo cifras y compruebe el separador decimal elegido.",
                "Write digits only and check the decimal mark chosen.",
                "Escreva só algarismos e verifique o separador decimal escolhido.",
            ),
        ),
        _problem(
            "not_whole",
            ("«{value}» no es un número entero.", "“{value}” is not a whole number.", "“{value}” não é um número inteiro."),
            ("Escriba un número sin decimales.", "Write a number without decimals.", "Escreva um número sem decimais."),
        ),
        _problem(
            "out_of_range",
            ("«{value}» es demasiado grande.", "“{value}” is too large.", "“{value}” é grande demais."),
            (
                "Compruebe el separador decimal y de miles.",
                "Check the decimal and thousands marks.",
                "Verifique os separadores decimal e de milhar.",
            ),
        ),
        _problem(
            "too_small",
            ("«{value}» es menor que lo permitido ({detail}).", "“{value}” is less than allowed ({detail}).",
             "“{value}” é menor que o permitido ({detail})."),
            ("Corrija el valor.", "Correct the value.", "Corrija o valor."),
        ),
        _problem(
            "too_large",
            ("«{value}» es mayor que lo permitido ({detail}).", "“{value}” is more than allowed ({detail}).",
             "“{value}” é maior que o permitido ({detail})."),
            ("Corrija el valor.", "Correct the value.", "Corrija o valor."),
        ),
        _problem(
            "not_a_date",
            ("«{value}» no es una fecha.", "“{value}” is not a date.", "“{value}” não é uma data."),
            (
                "Escriba la fecha como 2026-01-31 o compruebe el orden de día y mes elegido.",
                "Write the date as 2026-01-31 or check the order of day and month chosen.",
                "Escreva a data como 2026-01-31 ou verifique a ordem de dia e mês escolhida.",
            ),
        ),
        _problem(
            "date_out_of_range",
            ("El año de «{value}» no es posible.", "The year of “{value}” is not possible.",
             "O ano de “{value}” não é possível."),
            ("Corrija el año.", "Correct the year.", "Corrija o ano."),
        ),
        _problem(
            "not_a_boolean",
            ("«{value}» no es sí ni no.", "“{value}” is neither yes nor no.", "“{value}” não é sim nem não."),
            ("Escriba sí o no.", "Write yes or no.", "Escreva sim ou não."),
        ),
        _problem(
            "not_a_choice",
            ("«{value}» no es un valor conocido.", "“{value}” is not a known value.", "“{value}” não é um valor conhecido."),
            ("Use uno de: {detail}.", "Use one of: {detail}.", "Use um de: {detail}."),
        ),
        _problem(
            "too_long",
            ("El texto es demasiado largo ({detail} caracteres como máximo).",
             "The text is too long ({detail} characters at most).",
             "O texto é longo demais (no máximo {detail} caracteres)."),
            ("Acorte el texto.", "Shorten the text.", "Encurte o texto."),
        ),
        _problem(
            "control_character",
            ("El texto contiene caracteres de control.", "The text contains control characters.",
             "O texto contém caracteres de controle."),
            ("Bórrelos y vuelva a escribir el valor.", "Delete them and write the value again.",
             "Apague-os e escreva o valor de novo."),
        ),
        _problem(
            "bad_encoding",
            ("Algún carácter no pertenece a la codificación del archivo.",
             "A character does not belong to the encoding of the file.",
             "Algum caractere não pertence à codificação do arquivo."),
            (
                "Elija la codificación correcta o guarde el archivo como UTF-8.",
                "Choose the right encoding or save the file as UTF-8.",
                "Escolha a codificação correta ou salve o arquivo como UTF-8.",
            ),
        ),
    ]
)  # fmt: skip
