"""Writing exchange rates down, correcting them and taking them back: for whoever may see costs, because floors are converted with them."""

from fluxion.base.edits import apply, flush_or_taken, sent
from fluxion.base.work import Work
from fluxion.domains.prices.events.costs import RateDeleted, RateRecorded
from fluxion.domains.prices.reads import rates as reads
from fluxion.domains.prices.reads.policy import refuse_unseen_costs
from fluxion.domains.prices.rules.faults import FAULT_WORDS
from fluxion.domains.prices.shapes.configurations import RateEdit, RateIn, RateView
from fluxion.domains.prices.tables import ExchangeRate
from fluxion.values.errors import BadInput, FieldError, NotFound, Taken, Text, require_version
from fluxion.values.money import is_currency

RIGHT = "prices.edit_exchange_rate"
WHAT: Text = {"es": "el tipo de cambio", "en": "Exchange rate", "pt": "a taxa de câmbio"}
SAME_CURRENCY: Text = {
    "es": "Las dos monedas son la misma; elija otra.",
    "en": "Both currencies are the same; choose another.",
    "pt": "As duas moedas são a mesma; escolha outra.",
}


def record_rate(work: Work, body: RateIn) -> RateView:
    """Write down what a currency is worth from a day on; refused as Taken where the pair has one for that day."""
    work.require(RIGHT)
    refuse_unseen_costs(work)
    to_currency = body.to_currency or work.settings.currency
    errors = [
        FieldError(f"/{name}", "unknown_currency", FAULT_WORDS["unknown_currency"])
        for name, code in (("currency", body.currency), ("to_currency", to_currency))
        if not is_currency(code)
    ]
    if not errors and body.currency == to_currency:
        errors.append(FieldError("/to_currency", "same_currency", SAME_CURRENCY))
    if errors:
        raise BadInput(errors=errors)
    day = body.valid_on or work.today
    shown = f"{body.currency}/{to_currency} {day.isoformat()}"
    if reads.rate_on(work, body.currency, to_currency, day):
        raise Taken(what=WHAT, value=shown)
    known = {"author_name": work.actor.name, "created_at": work.now, "version": 1}
    row = ExchangeRate(currency=body.currency, to_currency=to_currency, valid_on=day, rate=body.rate, source=body.source, **known)
    work.db.add(row)
    flush_or_taken(work.db, WHAT, shown)
    _announce(work, row)
    return reads.rate(work, row.id)


def edit_rate(work: Work, rate_id: int, edit: RateEdit, version: int | None = None) -> RateView:
    """Correct a rate; costs reckoned before keep theirs."""
    work.require(RIGHT)
    refuse_unseen_costs(work)
    row = _locked(work, rate_id)
    require_version(row.version, version)
    if apply(row, sent(edit, ("rate",))):
        row.version += 1
        work.db.flush()
        _announce(work, row)
    return reads.rate(work, row.id)


def delete_rate(work: Work, rate_id: int, version: int | None = None) -> None:
    """Take a rate back; the one before it holds again."""
    work.require(RIGHT)
    refuse_unseen_costs(work)
    row = _locked(work, rate_id)
    require_version(row.version, version)
    work.db.delete(row)
    work.emit(RateDeleted(subject_id=row.id, currency=row.currency, to_currency=row.to_currency, valid_on=row.valid_on))


def _announce(work: Work, row: ExchangeRate) -> None:
    work.emit(RateRecorded(subject_id=row.id, currency=row.currency, to_currency=row.to_currency, valid_on=row.valid_on, rate=row.rate))


def _locked(work: Work, rate_id: int) -> ExchangeRate:
    row = work.db.get(ExchangeRate, rate_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row
