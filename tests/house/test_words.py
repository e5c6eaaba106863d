"""Every word a person sees exists in Spanish, English and Portuguese; codes are unique."""

import re
import string
from collections import Counter
from importlib import import_module

from tests.house.source import ROOT

from fluxion.app import DOMAINS, load_jobs
from fluxion.base.facts import fact_kinds
from fluxion.values.errors import LANGUAGES, Refusal, Text


def _load_everything() -> None:
    for name in DOMAINS:
        import_module(f"fluxion.domains.{name}")
    load_jobs()
    import_module("fluxion.faces.http.server")


def _refusals() -> list[type[Refusal]]:
    _load_everything()
    found, waiting = [], [Refusal]
    while waiting:
        each = waiting.pop()
        if each.__module__.startswith("fluxion."):
            found.append(each)
        waiting.extend(each.__subclasses__())
    return found


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _flaws(text: Text) -> list[str]:
    missing = [lang for lang in LANGUAGES if not text.get(lang, "").strip()]
    if missing:
        return missing
    return [] if len({frozenset(_fields(text[lang])) for lang in LANGUAGES}) == 1 else ["different fields"]


def test_every_refusal_speaks_three_languages_with_the_same_fields() -> None:
    assert {each.__name__: flaws for each in _refusals() if (flaws := _flaws(each.text))} == {}


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = Counter(each.code for each in _refusals() if "code" in vars(each))
    assert {code: n for code, n in codes.items() if n > 1} == {}


def test_every_fact_speaks_three_languages_about_fields_it_has() -> None:
    _load_everything()
    flaws = {}
    for kind, fact in fact_kinds().items():
        known = {name for cls in fact.__mro__ for name in getattr(cls, "__annotations__", {})}
        wrong = _flaws(fact.title) or [name for name in _fields(fact.title["es"]) if name.split(".")[0].split("[")[0] not in known]
        if wrong:
            flaws[kind] = wrong
    assert flaws == {}


def test_facts_are_named_for_their_domain() -> None:
    _load_everything()
    assert [kind for kind, fact in fact_kinds().items() if kind.split(".")[0] != fact.__module__.split(".")[2]] == []


def test_per_cent_stands_close_to_its_number_in_english_and_portuguese() -> None:
    said = re.compile(r'"(?:en|pt)":\s*\(?\s*(?:"(?:[^"\\\n]|\\.)*"\s*)+')
    files = (ROOT / "src" / "fluxion").rglob("*.py")
    apart = {
        path.name: found for path in files if (found := [each for each in said.findall(path.read_text()) if re.search(r"[}\d] %", each)])
    }
    assert apart == {}
