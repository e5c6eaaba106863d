"""What is wrong with terms, as fields of the request with words in three languages and a remedy."""

from collections.abc import Mapping, Sequence

from fluxion.kernels.pricing import Fault
from fluxion.values.errors import BadInput, FieldError, Text

FAULT_WORDS: Mapping[str, Text] = {
    "not_a_number": {"es": "Debe ser un número.", "en": "It must be a number.", "pt": "Deve ser um número."},
    "negative": {"es": "No puede ser negativo.", "en": "It cannot be negative.", "pt": "Não pode ser negativo."},
    "not_positive": {"es": "Debe ser mayor que cero.", "en": "It must be above zero.", "pt": "Deve ser maior que zero."},
    "too_large": {
        "es": "Es demasiado grande para ser cierto; revise la cifra y su unidad.",
        "en": "It is too large to be true; check the figure and its unit.",
        "pt": "É grande demais para ser verdade; confira o valor e a unidade.",
    },
    "unknown_currency": {
        "es": "Esa moneda no existe; use su código ISO de tres letras, como USD o EUR.",
        "en": "That currency does not exist; use its three-letter ISO code, such as USD or EUR.",
        "pt": "Essa moeda não existe; use o código ISO de três letras, como USD ou EUR.",
    },
    "unknown_choice": {"es": "Elija una de las opciones.", "en": "Choose one of the options.", "pt": "Escolha uma das opções."},
    "deductions_reach_100": {
        "es": "Las deducciones suman 100 % o más: ningún precio alcanza a cubrirlas con «gross_up». Bájelas o use «cost_plus».",
        "en": "Deductions add up to 100% or more: no price can cover them under “gross_up”. Lower them or use “cost_plus”.",
        "pt": "As deduções somam 100% ou mais: nenhum preço as cobre com “gross_up”. Reduza-as ou use “cost_plus”.",
    },
    "target_out_of_reach": {
        "es": "El margen objetivo y las deducciones suman 100 % o más: ningún precio lo alcanza. Baje uno de los dos.",
        "en": "Target margin and deductions add up to 100% or more: no price reaches it. Lower one of the two.",
        "pt": "A margem-alvo e as deduções somam 100% ou mais: nenhum preço a alcança. Reduza uma das duas.",
    },
    "discount_100": {
        "es": "Un descuento de 100 % o más regala la mercancía; use uno menor.",
        "en": "A discount of 100% or more gives the goods away; use a smaller one.",
        "pt": "Um desconto de 100% ou mais dá a mercadoria de graça; use um menor.",
    },
    "minimum_above_maximum": {
        "es": "El mínimo es mayor que el máximo; corrija uno de los dos.",
        "en": "The minimum is above the maximum; correct one of the two.",
        "pt": "O mínimo é maior que o máximo; corrija um dos dois.",
    },
    "zero_quantity": {
        "es": "La cantidad debe ser mayor que cero; quite la línea si no aplica.",
        "en": "The quantity must be above zero; remove the line if it does not apply.",
        "pt": "A quantidade deve ser maior que zero; remova a linha se não se aplica.",
    },
    "no_endings": {
        "es": "Indique al menos una terminación, como 0.99.",
        "en": "Give at least one ending, such as 0.99.",
        "pt": "Indique ao menos uma terminação, como 0.99.",
    },
    "ending_beyond_step": {
        "es": "Las terminaciones deben ser menores que el paso.",
        "en": "Endings must be smaller than the step.",
        "pt": "As terminações devem ser menores que o passo.",
    },
    "finer_than_currency": {
        "es": "Tiene más decimales que la moneda.",
        "en": "It has more decimals than the currency.",
        "pt": "Tem mais decimais que a moeda.",
    },
    "twice": {"es": "Aparece dos veces; deje una sola.", "en": "It appears twice; keep one.", "pt": "Aparece duas vezes; deixe uma só."},
}

MOVED = {"charm.endings": "charm_endings", "charm.step": "charm_step"}
"""Fields that a body names in another way than the kernel does."""


def refuse_faults(faults: Sequence[Fault], moved: Mapping[str, str] | None = None) -> None:
    """Raise BadInput that names every fault by its JSON pointer; nothing happens when there is none."""
    if faults:
        raise BadInput(errors=[field_error(name, code, moved or {}) for name, code in faults])


def field_error(name: str, code: str, moved: Mapping[str, str] | None = None) -> FieldError:
    """A fault of the kernel as a field of the request.

    >>> field_error("configuration.charm.endings", "no_endings").pointer
    '/configuration/charm_endings'
    """
    for own, written in {**MOVED, **(moved or {})}.items():
        if name == own or name.endswith(f".{own}"):
            name = name.removesuffix(own) + written
            break
    return FieldError("/" + name.replace(".", "/"), code, FAULT_WORDS[code])
