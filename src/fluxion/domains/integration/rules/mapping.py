"""Which column means which field: what is proposed, what is remembered, and what cannot be."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from fluxion.domains.integration.rules.spec import EntitySpec, text
from fluxion.kernels.matching import Match, Target, match_headers, plain_header
from fluxion.values.errors import FieldError

UNKNOWN_COLUMN = text(
    "El archivo no tiene la columna «{column}». Elija una de sus columnas.",
    "The file has no column “{column}”. Choose one of its columns.",
    "O arquivo não tem a coluna “{column}”. Escolha uma de suas colunas.",
)
UNKNOWN_FIELD = text(
    "«{field}» no es un campo de este tipo de archivo.",
    "“{field}” is not a field of this kind of file.",
    "“{field}” não é um campo deste tipo de arquivo.",
)
FIELD_TWICE = text(
    "El campo «{field}» tiene una columna y un valor fijo. Deje uno.",
    "The field “{field}” has a column and a fixed value. Keep one.",
    "O campo “{field}” tem uma coluna e um valor fixo. Deixe um.",
)
FIELD_MISSING = text(
    "Falta indicar qué columna es «{field}».",
    "It is not said which column is “{field}”.",
    "Falta indicar qual coluna é “{field}”.",
)


def propose(spec: EntitySpec, columns: Sequence[str]) -> tuple[Match, ...]:
    """The columns that seem to mean each field, with how sure that is."""
    targets = [Target(field.name, (field.name, *field.words)) for field in spec.fields]
    return match_headers(columns, targets)


def guess_entity(specs: Collection[EntitySpec], columns: Sequence[str]) -> EntitySpec:
    """The kind of file that these columns fit best."""

    def fit(spec: EntitySpec) -> tuple[bool, float, int]:
        found = {match.target for match in propose(spec, columns)}
        complete = all(field.name in found for field in spec.fields if field.required)
        return complete, len(found) / max(len(columns), 1), len(found)

    return max(specs, key=fit)


def signature(columns: Sequence[str]) -> str:
    """A short text that is the same for files with the same columns, whatever their order, case and accents."""
    joined = "\n".join(sorted(plain_header(column) or column for column in columns))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def mapping_errors(
    spec: EntitySpec, columns: Collection[str], chosen: Mapping[str, str], constants: Mapping[str, str], *, complete: bool
) -> list[FieldError]:
    """What is wrong with a mapping of fields to columns and fixed values; required fields count only when `complete`."""
    errors: list[FieldError] = []
    for field, column in chosen.items():
        if field not in spec.field_names:
            errors.append(_error("mapping", field, "unknown_field", UNKNOWN_FIELD, field=field))
        elif column not in columns:
            errors.append(_error("mapping", field, "unknown_column", UNKNOWN_COLUMN, column=column))
    for field in constants:
        if field not in spec.field_names:
            errors.append(_error("constants", field, "unknown_field", UNKNOWN_FIELD, field=field))
        elif field in chosen:
            errors.append(_error("constants", field, "field_twice", FIELD_TWICE, field=field))
    if complete:
        missing = [field for field in spec.fields if field.required and field.name not in chosen and field.name not in constants]
        errors += [_error("mapping", field.name, "required", FIELD_MISSING, field=field.name) for field in missing]
    return errors


def _error(part: str, named: str, code: str, words: Mapping[str, str], **params: str) -> FieldError:
    shown = {name: value.replace("{", "{{").replace("}", "}}") for name, value in params.items()}
    pointer = f"/{part}/" + named.replace("~", "~0").replace("/", "~1")
    return FieldError(pointer, code, {lang: each.format_map(shown) for lang, each in words.items()})
