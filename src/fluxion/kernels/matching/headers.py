"""Column headers to fields: exact words first, then near misses with their score."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

NEAR = 88.0
_SHORT = 4


@dataclass(frozen=True)
class Target:
    """A field that a column may be meant for, with the words people use for it, the most usual first."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """One column taken to mean one field; score 100 is an exact word, less is a near miss worth confirming."""

    target: str
    header: str
    score: float


def plain_header(text: str) -> str:
    """A header without case, accents, punctuation and units in brackets, its words separated by one space.

    >>> plain_header("  Código_del-Artículo (SKU) "), plain_header("unitPrice"), plain_header("PREÇO.UNITÁRIO")
    ('codigo del articulo', 'unit price', 'preco unitario')
    """
    without_brackets = re.sub(r"[(\[].*?[)\]]", " ", text)
    spaced = re.sub(r"(?<=[a-záéíóúñ0-9])(?=[A-Z])", " ", without_brackets if without_brackets.strip() else text)
    letters = unicodedata.normalize("NFKD", spaced.replace("º", " ").replace("°", " ").replace("#", " numero "))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare.lower()).split())


def match_headers(headers: Sequence[str], targets: Sequence[Target], near: float = NEAR) -> tuple[Match, ...]:
    """The pairs of field and column, each used once, in the order of the fields.

    The best score wins; between equals, the word listed first, then the field listed first, then the column further
    left. Short words are only matched exactly: "cod" and "cost" are near and mean different things.

    >>> found = match_headers(["Fecha", "Código", "Cant."], [Target("date", ("fecha",)), Target("sku", ("codigo",))])
    >>> [(match.target, match.header) for match in found]
    [('date', 'Fecha'), ('sku', 'Código')]
    """
    candidates = []
    for column, header in enumerate(headers):
        name = plain_header(header)
        for place, target in enumerate(targets):
            score, word = _best_word(name, target)
            if score >= near:
                candidates.append((-score, word, place, column))
    taken_targets: dict[int, Match] = {}
    taken_columns: set[int] = set()
    for negative, _, place, column in sorted(candidates):
        if place in taken_targets or column in taken_columns:
            continue
        taken_targets[place] = Match(targets[place].name, headers[column], -negative)
        taken_columns.add(column)
    return tuple(taken_targets[place] for place in sorted(taken_targets))


def _best_word(name: str, target: Target) -> tuple[float, int]:
    """The highest score of the field's words and which word it was; -1 when the header has no letters."""
    best = (-1.0, 0)
    for index, word in enumerate(target.words):
        score = _score(name, plain_header(word))
        if score > best[0]:
            best = (score, index)
    return best


def _score(name: str, word: str) -> float:
    if not name or not word:
        return -1.0
    if name == word or name.replace(" ", "") == word.replace(" ", ""):
        return 100.0
    if min(len(name), len(word)) <= _SHORT:
        return 0.0
    return round(min(fuzz.token_sort_ratio(name, word), 99.0), 2)
