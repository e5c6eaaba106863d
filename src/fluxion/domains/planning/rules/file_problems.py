"""What can be wrong with a file of series, and what to do about it, in the three languages."""

from collections.abc import Mapping

from fluxion.domains.planning.errors import BadSeriesFile
from fluxion.values.errors import LANGUAGES, FieldError, Text, say

PROBLEMS: dict[str, Text] = {
    "no_file": {
        "es": "no existe el archivo {value}. Compruebe la ruta",
        "en": "there is no file {value}. Check the path",
        "pt": "não existe o arquivo {value}. Verifique o caminho",
    },
    "unreadable": {
        "es": "no se puede leer como CSV ni como Parquet ({value}). Guárdelo de nuevo en uno de esos formatos",
        "en": "it can be read neither as CSV nor as Parquet ({value}). Save it again in one of these formats",
        "pt": "não pode ser lido como CSV nem como Parquet ({value}). Salve-o de novo em um desses formatos",
    },
    "empty": {
        "es": "no contiene filas. Escriba al menos una fila con unique_id, ds, y",
        "en": "it has no rows. Write at least one row with unique_id, ds, y",
        "pt": "não contém linhas. Escreva ao menos uma linha com unique_id, ds, y",
    },
    "no_column": {
        "es": "falta la columna {field}; hay {value}. Cambie el nombre de la que corresponda",
        "en": "the column {field} is missing; there are {value}. Rename the one that holds it",
        "pt": "falta a coluna {field}; há {value}. Renomeie a que corresponde",
    },
    "no_id": {
        "es": "fila {row}: unique_id está vacío. Escriba el nombre de la serie",
        "en": "row {row}: unique_id is empty. Write the name of the series",
        "pt": "linha {row}: unique_id está vazio. Escreva o nome da série",
    },
    "no_date": {
        "es": "fila {row}, serie {series}: ds está vacío. Escriba la fecha",
        "en": "row {row}, series {series}: ds is empty. Write the date",
        "pt": "linha {row}, série {series}: ds está vazio. Escreva a data",
    },
    "bad_date": {
        "es": "fila {row}, serie {series}: ds «{value}» no es una fecha. Escríbala como 2026-01-31",
        "en": "row {row}, series {series}: ds “{value}” is not a date. Write it as 2026-01-31",
        "pt": "linha {row}, série {series}: ds “{value}” não é uma data. Escreva-a como 2026-01-31",
    },
    "bad_number": {
        "es": "fila {row}, serie {series}: {field} «{value}» no es un número. Escriba cifras con punto decimal, o nada si no se sabe",
        "en": "row {row}, series {series}: {field} “{value}” is not a number. Write digits with a decimal point, or nothing when unknown",
        "pt": "linha {row}, série {series}: {field} “{value}” não é um número. Escreva dígitos com ponto decimal, ou nada se não se sabe",
    },
    "not_finite": {
        "es": "fila {row}, serie {series}: {field} es {value}. Deje vacío lo que no se sabe",
        "en": "row {row}, series {series}: {field} is {value}. Leave empty what is unknown",
        "pt": "linha {row}, série {series}: {field} é {value}. Deixe vazio o que não se sabe",
    },
    "negative": {
        "es": "fila {row}, serie {series}: y es {value}, menor que cero. Descuente las devoluciones o déjelas fuera",
        "en": "row {row}, series {series}: y is {value}, below zero. Net the returns or leave them out",
        "pt": "linha {row}, série {series}: y é {value}, menor que zero. Desconte as devoluções ou deixe-as fora",
    },
    "bad_share": {
        "es": "fila {row}, serie {series}: {field} es {value}. Escriba una parte entre 0 y 1",
        "en": "row {row}, series {series}: {field} is {value}. Write a share between 0 and 1",
        "pt": "linha {row}, série {series}: {field} é {value}. Escreva uma parte entre 0 e 1",
    },
    "duplicate": {
        "es": "la serie {series} tiene {value} filas para {date}. Súmelas o deje una sola",
        "en": "series {series} has {value} rows for {date}. Add them up or keep one",
        "pt": "a série {series} tem {value} linhas para {date}. Some-as ou deixe apenas uma",
    },
    "within_a_day": {
        "es": "la serie {series} tiene {value} horas distintas el {date}: no hay pasos menores que el día. Sume por día",
        "en": "series {series} has {value} times of day on {date}: steps shorter than a day are not known. Add up by day",
        "pt": "a série {series} tem {value} horários em {date}: não há passos menores que o dia. Some por dia",
    },
    "two_steps": {
        "es": "unas series van por {value} y otras, como {series}, por {other}. Sepárelas en dos archivos o diga --step",
        "en": "some series go by {value} and others, such as {series}, by {other}. Put them into two files or say --step",
        "pt": "umas séries vão por {value} e outras, como {series}, por {other}. Separe-as em dois arquivos ou informe --step",
    },
    "two_weekdays": {
        "es": "las semanas empiezan en días distintos: {value} en la serie {series}, {other} en otras. Use el mismo día de la semana",
        "en": "the weeks begin on different days: {value} in series {series}, {other} in others. Use one and the same weekday",
        "pt": "as semanas começam em dias diferentes: {value} na série {series}, {other} em outras. Use o mesmo dia da semana",
    },
    "off_step": {
        "es": "la fecha {date} de la serie {series} no cae en un paso de tipo {value}. Corríjala o diga otro --step",
        "en": "the date {date} of series {series} does not fall on a step of one {value}. Correct it or say another --step",
        "pt": "a data {date} da série {series} não cai em um passo do tipo {value}. Corrija-a ou informe outro --step",
    },
    "step_unsaid": {
        "es": "ds son números sin fecha. Diga --step day, week o month",
        "en": "ds are numbers without a date. Say --step day, week or month",
        "pt": "ds são números sem data. Informe --step day, week ou month",
    },
    "too_far_apart": {
        "es": "entre {date} (serie {series}) y {other} hay {value} pasos; el máximo es {most}. Corrija la fecha mal escrita o acorte la historia",
        "en": "from {date} (series {series}) to {other} are {value} steps; the most is {most}. Correct a mistyped date or shorten the history",
        "pt": "entre {date} (série {series}) e {other} há {value} passos; o máximo é {most}. Corrija a data errada ou encurte o histórico",
    },
    "nothing_known": {
        "es": "ninguna fila tiene un valor en y. Escriba la historia de al menos una serie",
        "en": "no row has a value in y. Write the history of one series at least",
        "pt": "nenhuma linha tem valor em y. Escreva o histórico de ao menos uma série",
    },
    "horizon": {
        "es": "el horizonte {value} no está entre 1 y {most} pasos. Pida menos pasos o un paso más largo",
        "en": "the horizon {value} does not lie between 1 and {most} steps. Ask for fewer steps or a longer step",
        "pt": "o horizonte {value} não está entre 1 e {most} passos. Peça menos passos ou um passo mais longo",
    },
    "sums": {
        "es": "la suma de {value} pasos no está entre 1 y {most}. Pida menos pasos",
        "en": "the sum of {value} steps does not lie between 1 and {most}. Ask for fewer steps",
        "pt": "a soma de {value} passos não está entre 1 e {most}. Peça menos passos",
    },
    "sums_of_model": {
        "es": "{value} no dice cuantiles de sumas. Quite --sums, o --model para pedirlos al motor propio",
        "en": "{value} tells no quantiles of sums. Leave out --sums, or --model to ask the own engine for them",
        "pt": "{value} não informa quantis de somas. Retire --sums, ou --model para pedi-los ao motor próprio",
    },
    "static_twice": {
        "es": "la tabla fija nombra la serie {series} {value} veces. Deje una fila por serie",
        "en": "the static table names series {series} {value} times. Keep one row per series",
        "pt": "a tabela fixa cita a série {series} {value} vezes. Deixe uma linha por série",
    },
}


def problem(code: str, **params: object) -> FieldError:
    """One thing that is wrong, told in each language; the pointer names the row and the field where there are any."""
    text = {
        lang: say(PROBLEMS[code], lang, {k: say(v, lang) if isinstance(v, Mapping) else v for k, v in params.items()}) for lang in LANGUAGES
    }
    pointer = "/".join(str(params[key]) for key in ("row", "field") if key in params)
    return FieldError(f"/{pointer}" if pointer else "", code, text)


def refusal(problems: list[FieldError]) -> BadSeriesFile:
    """The refusal that tells the first problem in its sentence and lists them all."""
    return BadSeriesFile(errors=problems, reason=problems[0].message)
