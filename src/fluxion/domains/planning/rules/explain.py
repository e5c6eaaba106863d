"""Why this number, and why not: sentences and formulas made from the figures of one series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fluxion.domains.planning.rules.buying_words import BUYING_SENTENCES
from fluxion.domains.planning.rules.known_parameters import CYCLE, FILL, QUANTILE, STEADY
from fluxion.domains.planning.rules.new_words import NEW_SENTENCES
from fluxion.domains.planning.rules.policy_words import LIMIT_WORDS, NOTES, POLICY_ALERTS, POLICY_SENTENCES
from fluxion.domains.planning.rules.words import ALERT_WORDS, FORMULA_WORDS, RUN_NOTES, SENTENCES, SOURCE_WORDS, TERMS
from fluxion.kernels.stocking.steady import MOST_FACTOR
from fluxion.values.errors import LANGUAGES, say

Figures = Mapping[str, Any]
DAYS = frozenset(
    {"as_of", "data_until", "stock_out_on", "arrives_on", "decided_on", "replaced_from", "replaces_from", "review_on", "next_review_on"}
)

EXPLAINED = ("service_level", "review_period_days", "lead_time_days", "lead_time_sd_days", "safety_factor")
PARAMETER_NAMES = {
    "service_level": {"es": "nivel de servicio", "en": "service level", "pt": "nível de serviço"},
    "review_period_days": {"es": "revisión", "en": "review period", "pt": "revisão"},
    "lead_time_days": {"es": "plazo de entrega", "en": "lead time", "pt": "prazo de entrega"},
    "lead_time_sd_days": {"es": "variación del plazo", "en": "lead time variation", "pt": "variação do prazo"},
    "safety_factor": {"es": "factor de seguridad", "en": "safety factor", "pt": "fator de segurança"},
}
PARAMETER_FIGURES = {"review_period_days": "review_days", "lead_time_sd_days": "lead_time_sd"}
TOLD = {**SENTENCES, **POLICY_SENTENCES, **BUYING_SENTENCES, **NEW_SENTENCES}
ORDERED = ("order", "order_without_supplier")


@dataclass(frozen=True)
class Step:
    """One step of the calculation, in words and with its values."""

    name: str
    text: str
    values: str
    value: float


def number(value: Any, lang: str) -> str:
    """A figure as people of the language write it; text and what is not there pass as they are.

    >>> number(1234.5, "es"), number(1234.5, "en"), number(12.0, "pt"), number(None, "es")
    ('1.234,5', '1,234.5', '12', '–')
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, date | datetime):
        return value.strftime("%Y-%m-%d") if lang == "en" else value.strftime("%d/%m/%Y")
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    return text if lang == "en" else text.replace(",", " ").replace(".", ",").replace(" ", ".")


def _day(value: Any, lang: str) -> str:
    return number(date.fromisoformat(value) if isinstance(value, str) else value, lang)


def _say(name: str, lang: str, figures: Figures, **more: Any) -> str:
    return say(TOLD[name], lang, _Words({**figures, **more}, lang))


class _Words(Mapping[str, str]):
    """The figures as words, each written only when a sentence asks for it: there are fifty figures and few in a sentence."""

    def __init__(self, figures: Figures, lang: str) -> None:
        self._figures, self._lang = figures, lang

    def __getitem__(self, name: str) -> str:
        value = self._figures[name]
        return _day(value, self._lang) if name in DAYS else number(value, self._lang)

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def sentences(figures: Figures, lang: str) -> list[str]:
    """The explanation of one series in sentences, the decisive reason first."""
    figures, outcome = _planned(figures), figures["outcome"]
    told = [reason] if (reason := why(figures, lang)) else []
    told += _review(figures, lang)
    if outcome in ("not_planned", "no_history"):
        return [*told, _say("data", lang, figures)]
    told += _demand(figures, lang) + _supplier(figures, lang) + _stock(figures, lang)
    told += _moves(figures, lang) + _quantity(figures, lang)
    return [*told, _say("sources", lang, figures, sources=_sources(figures, lang)), _say("data", lang, figures)]


def _review(figures: Figures, lang: str) -> list[str]:
    """Which day of review a proposal is of, or when the next one comes; nothing where orders do not go by days."""
    if figures.get("review_on"):
        is_proposed = figures["suggested"] or figures["outcome"] == "transfer"
        return [_say("review_pending", lang, figures)] if is_proposed else []
    return [_say("next_review", lang, figures)] if figures["outcome"] == "not_review_day" and figures.get("next_review_on") else []


def _planned(figures: Figures) -> Figures:
    """The figures with what was planned with: the forecast itself where an older version, or nobody, said otherwise."""
    return figures if figures.get("planned") is not None else {**figures, "planned": figures.get("forecast")}


def why(figures: Figures, lang: str) -> str:
    """The decisive reason in one sentence; empty where the figures say it all."""
    name = f"why_{figures['outcome']}"
    return _say(name, lang, figures, limit=_limit(figures, lang)) if name in TOLD else ""


def _demand(figures: Figures, lang: str) -> list[str]:
    told = [_say("forecast", lang, figures)]
    if figures.get("model") == "peers":
        told.append(_say("like_peers", lang, figures))
    if figures.get("lent_pace") is not None:
        told.append(_say("like_elsewhere", lang, figures))
    if figures.get("is_centre"):
        told += [_say(name, lang, figures) for name in ("includes_stores", *(("includes_new",) if figures.get("from_new") else ()))]
    told += _steady(figures, lang)
    for name in ("replaced", "replaces"):
        if share := figures.get(f"{name}_share"):
            told.append(_say(name, lang, figures, share_percent=round(share * 100, 1)))
    kind = figures.get("service_kind", CYCLE)
    name = "safety" if kind == CYCLE else "safety_fill" if kind == FILL else "safety_value"
    told += [_say(name, lang, figures, **_percents(figures)), _say("target", lang, figures)]
    return [*told, _say("service_given", lang, figures, **_percents(figures))] if figures.get("order_up_to") else told


def _is_steady(figures: Figures) -> bool:
    """Whether the level was drawn towards the series' own long run; a plan of an older version knows of none."""
    return bool(figures.get("stock_level_rule", QUANTILE) == STEADY and figures["steady_level"] and figures["planned"])


def _steady(figures: Figures, lang: str) -> list[str]:
    if not _is_steady(figures):
        return []
    is_capped = figures["steady_factor"] >= MOST_FACTOR and figures["steady_level"] > 2 * figures["daily_mean"]
    told = [_say("steady_capped" if is_capped else "steady", lang, figures)]
    return [*told, _say("steady_stated", lang, figures)] if figures["stated"] else told


def _percents(figures: Figures) -> dict[str, float]:
    names = {"service_percent": "service_level", "level_percent": "cycle_level", "target_percent": "fill_rate_target"}
    names |= {"cycle_percent": "cycle_service", "fill_percent": "fill_rate"}
    return {word: round((figures.get(name) or 0) * 100, 2) for word, name in names.items()}


def _supplier(figures: Figures, lang: str) -> list[str]:
    """Which lead time holds and what it rests on, and why this supplier."""
    told, source = [], figures["source_lead_time_days"]
    if source == "measured":
        told.append(_say("lead_measured", lang, figures))
    elif source in ("supplier", "supply"):
        told.append(_say("lead_stated", lang, figures))
    if (figures.get("offers") or 0) > 1:
        told += [_say(name, lang, figures) for name in ("offers_without_cost", "offers_without_rate") if figures.get(name)]
    if (figures.get("offers") or 0) > 1 and (share := figures.get("next_cost_share")) is not None:
        name = "supplier_cheapest" if share >= 1 else "supplier_kept"
        told.append(_say(name, lang, figures, other_percent=round(abs(share - 1) * 100, 1)))
    return told


def _limit(figures: Figures, lang: str) -> str:
    return LIMIT_WORDS[figures.get("cut_by") or "none"][lang]


def _terms(figures: Figures, lang: str, *signed: tuple[str, str]) -> str:
    """A sum in words; terms of zero are left out, but never all."""
    parts: list[str] = []
    for sign, name in signed:
        if figures[name] or not parts:
            turned = bool(parts) and figures[name] < 0
            words = TERMS[name][lang].format(number(abs(figures[name]) if turned else figures[name], lang))
            parts.append(words if not parts else f"{('−' if sign == '+' else '+') if turned else sign} {words}")
    return " ".join(parts)


def _stock(figures: Figures, lang: str) -> list[str]:
    terms = _terms(figures, lang, ("+", "on_hand"), ("−", "reserved"), ("−", "leaving"), ("+", "on_order"), ("+", "in_transit"))
    told = [_say("position", lang, figures, terms=terms)]
    if figures["later"]:
        told.append(_say("later", lang, figures))
    if figures["outcome"] not in ("inactive", "no_demand"):
        left = figures["in_lead_time"] - figures["stores_need"]
        name = ("reached" if figures["is_due"] else "not_reached") + ("_short" if left < 0 else "")
        told.append(_say(name, lang, figures, left=round(left, 3), lack=round(-left, 3)))
    return told


def _moves(figures: Figures, lang: str) -> list[str]:
    told = [_say(name, lang, figures) for name in ("moved_in", "moved_out", "served", "unserved") if figures[name]]
    if figures["stores_need"] > 0:
        told.append(_say("stores_need", lang, figures))
    elif figures["stores_need"] < 0:
        told.append(_say("stores_hold", lang, figures, surplus=-figures["stores_need"]))
    return told


def _quantity(figures: Figures, lang: str) -> list[str]:
    told = []
    if figures["raw_need"]:
        terms = _terms(figures, lang, ("+", "order_up_to"), ("−", "position"), ("−", "moved_in"), ("+", "moved_out"), ("+", "stores_need"))
        told.append(_say("need", lang, figures, need_terms=terms))
        told.append(_say("held" if figures["outcome"] == "held_for_minimum" else "rounded", lang, figures))
        told += _lot(figures, lang)
    if figures["top_up"]:
        told.append(_say("top_up", lang, figures))
    if (name := f"budgeted_at_{figures.get('budgeted_at')}") in TOLD:
        told.append(_say(name, lang, figures))
    if figures.get("cut") and figures["suggested"]:
        told.append(_say("cut", lang, figures, limit=_limit(figures, lang)))
    if figures["suggested"] and figures["stock_out_on"] and figures["stock_out_on"] < figures["arrives_on"]:
        told.append(_say("late", lang, figures))
    if figures["suggested"] and figures["daily_mean"] > 0:
        after = round((figures["position"] + figures["suggested"]) / figures["daily_mean"])
        if after > figures["max_cover_days"]:
            told.append(_say("large", lang, figures, cover_after=after))
    return told


def _lot(figures: Figures, lang: str) -> list[str]:
    """What made the lot larger or smaller than the need."""
    told = []
    lot, least, percent = figures.get("lot") or 0, figures.get("break_from") or 0, round((figures.get("break_share") or 0) * 100, 2)
    is_for_break = lot and least > figures["rounded"] - lot
    if lot:
        told.append(_say("price_break" if is_for_break else "economic_lot", lang, figures, break_percent=percent))
    if least and percent > 0 and figures["suggested"] and not is_for_break:
        told.append(_say("break_reached", lang, figures, break_percent=percent))
    if figures.get("cap") is not None and 0 < figures["rounded"] < figures["raw_need"]:
        told.append(_say("shelf_cap", lang, figures))
    return told


def _sources(figures: Figures, lang: str) -> str:
    def one(name: str) -> str:
        value = number(figures[PARAMETER_FIGURES.get(name, name)], lang)
        return f"{PARAMETER_NAMES[name][lang]} {value} ({SOURCE_WORDS[figures[f'source_{name}']][lang]})"

    return "; ".join(one(name) for name in EXPLAINED)


def formula(figures: Figures, lang: str) -> list[Step]:
    """The calculation from forecast to suggestion, each step with its values; empty where nothing was computed."""
    if figures["outcome"] == "not_planned":
        return []
    figures = _planned(figures)
    f = {name: number(value, lang) for name, value in figures.items()}
    steady = {
        "steady_factor": "½ × (1 + {steady_level} / {daily_mean})",
        "planned": "{stated} + {steady_factor} × ({forecast} − {stated})" if figures.get("stated") else "{steady_factor} × {forecast}",
    }
    written = (steady if _is_steady(figures) else {}) | {
        "order_up_to": "{planned} + {safety_stock}",
        "position": "{on_hand} − {reserved} − {leaving} + {on_order} + {in_transit}",
        "raw_need": "{order_up_to} − {position} − {moved_in} + {moved_out} + {stores_need}",
        "rounded": "max({raw_need}; {moq}) / {pack_size} + {lot}",
        "suggested": "{rounded} + {top_up} − {cut}",
    }
    end = len(written) if figures["raw_need"] or figures["suggested"] else list(written).index("position") + 1
    names = list(written)[:end]
    return [Step(name, say(FORMULA_WORDS[name], lang), written[name].format_map(f), float(figures[name])) for name in names]


def move_sentences(figures: Figures, lang: str) -> list[str]:
    """Why a transfer is proposed; nothing is said of an end whose figures were left out."""
    kind = "move_supply" if figures["kind"] == "supply" else "move_balance"
    ends = [end for end in ("origin", "target") if f"{end}_available" in figures]
    packs = ["move_packs"] if figures.get("pack_size", 1) != 1 else []
    told = [_say(name, lang, figures) for name in (kind, *packs)]
    if day := figures.get("target_review_on"):
        told.append(_say("review_pending", lang, figures, review_on=day, next_review_on=figures["target_next_review_on"]))
    return told + [_say(name, lang, figures) for name in (*(f"move_{end}" for end in ends), "data")]


def figures_seen(figures: Figures, sees_origin: bool, sees_target: bool) -> dict[str, Any]:
    """The figures without the stock of an end that the person may not see; its name stays.

    >>> figures_seen({"origin": "T1", "origin_available": 9, "target": "T2", "target_available": 0}, True, False)
    {'origin': 'T1', 'origin_available': 9, 'target': 'T2'}
    """
    hidden = tuple(f"{end}_" for end, is_seen in (("origin", sees_origin), ("target", sees_target)) if not is_seen)
    return {name: value for name, value in figures.items() if not name.startswith(hidden)} if hidden else dict(figures)


def alert_text(kind: str, data: Figures, lang: str) -> str:
    """An alert in one sentence."""
    if kind == "dead_stock" and data["days_since_sale"] >= data["window_days"]:
        kind = "dead_stock_unsold"
    if kind == "below_reorder" and data["in_lead_time"] < 0:
        kind, data = "below_reorder_short", {**data, "lack": -data["in_lead_time"]}
    return say({**ALERT_WORDS, **POLICY_ALERTS}[kind], lang, {name: number(value, lang) for name, value in data.items()})


def note_text(note: str | None, lang: str) -> str | None:
    """The note on a proposal in words."""
    return say(NOTES[note], lang) if note in NOTES else note


def run_note(reason: str | None, as_of: date | None, data_until: date | None, lang: str) -> str | None:
    """What a person should know about the day a plan was made for; None for an ordinary plan of today."""
    if reason not in RUN_NOTES:
        return None
    return say(RUN_NOTES[reason], lang, {"as_of": _day(as_of, lang), "data_until": _day(data_until, lang)})


def snapshot(figures: Figures) -> dict[str, Any]:
    """The figures with their sentences in every language, to be kept on an order that outlives the plan."""
    return {"figures": dict(figures), "sentences": {lang: sentences(figures, lang) for lang in LANGUAGES}}


def move_snapshot(figures: Figures) -> dict[str, Any]:
    """The figures of a transfer with their sentences in every language."""
    return {"figures": dict(figures), "sentences": {lang: move_sentences(figures, lang) for lang in LANGUAGES}}
