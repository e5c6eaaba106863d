"""A plan's proposals as columns of what the records keep, made by DuckDB from the plan's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from fluxion.domains.planning.rules.columns import FIGURES
from fluxion.domains.planning.rules.inputs import Ints
from fluxion.domains.planning.rules.moves import Moves
from fluxion.domains.planning.rules.reasons import SUPPLY
from fluxion.values.money import currency_decimals

NO_COVER = 1e6
PENDING = "review_pending"
"""Note of a proposal made on a day of review that waits for a decision."""


@dataclass(frozen=True)
class Names:
    """What products, locations and suppliers are called now, and the days of the plan."""

    product: pa.Table
    location: pa.Table
    supplier: pa.Table
    currency: str
    as_of: date
    data_until: date


_TOLD = "s.product_id, p.sku, p.name as product_name, p.category_id, coalesce(p.category, '') as category"
_QUANTITY = "round({0} * 1000)::bigint"
_COST = "round(coalesce({0}, 0) * 10000)::bigint"
_WORTH = "((quantity_suggested::hugeint * unit_cost + (5 * 10 ** (6 - d))::hugeint) // (10 ** (7 - d))::hugeint * (10 ** (4 - d))::hugeint)::bigint"
"""Quantity by cost in the decimals of the currency, half up, as ten-thousandths."""

_SUGGESTIONS = f"""select *, quantity_suggested as quantity, {_WORTH} as amount from (
    select {_TOLD}, $run_id::bigint as run_id, s.location_id, l.code as location_code, l.name as location_name,
        u.id as supplier_id, coalesce(u.code, '') as supplier_code, coalesce(u.name, '') as supplier_name,
        {_COST.format("u.minimum_order_value")} as minimum_order_value, s.abc, s.xyz, s.demand_class,
        {_QUANTITY.format("s.suggested")} as quantity_suggested, 0 as edited, {_COST.format("s.unit_cost")} as unit_cost,
        coalesce(u.currency, $currency) as currency, greatest(s.needed_on, $as_of::date)::varchar as needed_on,
        s.order_by::varchar as order_by, s.arrives_on::varchar as arrives_on, s.urgency::int as urgency,
        coalesce(s.days_of_cover, {NO_COVER}) as days_of_cover, 'open' as state, if(s.review_on is null, null, '{PENDING}') as note,
        to_json(struct_pack(figures := struct_pack({", ".join(f"{name} := s.{name}" for name in FIGURES)},
            as_of := $as_of, data_until := $data_until)))::varchar as explanation, 1 as version
    from series s join product p on p.id = s.product_id join location l on l.id = s.location_id left join supplier u on u.id = s.supplier_id
) join decimals using (currency) order by product_id, location_id"""

_TRANSFERS = f"""with each as (
    select {_TOLD.replace("s.", "m.")}, $run_id::bigint as run_id, m.is_supply, if(m.is_supply, '{SUPPLY}', 'balance') as kind,
        m.from_location_id, m.to_location_id, o.code as from_code, o.name as from_name, t.code as to_code, t.name as to_name,
        {_QUANTITY.format("m.quantity")} as quantity_suggested, {_COST.format("p.cost")} as unit_cost, m.review_on, $currency as currency
    from moves m join product p on p.id = m.product_id join location o on o.id = m.from_location_id join location t on t.id = m.to_location_id
), valued as (
    select *, {_WORTH} as value, sum(quantity_suggested) over pair as total, sum(value) over pair as worth,
        row_number() over (pair order by is_supply desc) as turn
    from each join decimals using (currency) window pair as (partition by product_id, from_location_id, to_location_id)
)
select product_id, sku, product_name, category_id, category, run_id, kind, from_location_id, to_location_id, from_code, from_name,
    to_code, to_name, total::bigint as quantity_suggested, total::bigint as quantity, 0 as edited, unit_cost, worth::bigint as value,
    currency, $as_of as ship_by, 'open' as state, if(review_on is null, null, '{PENDING}') as note, 1 as version
from valued where turn = 1 order by product_id, from_location_id, to_location_id"""


def suggestion_rows(series: pa.Table, rows: Ints, names: Names, run_id: int) -> pa.Table:
    """Suggested order lines of some series of `series_table`, as table `suggestion` keeps them."""
    wanted = series.select([name for name in series.column_names if not pa.types.is_list(series.schema.field(name).type)])
    told: dict[str, int | str] = {"run_id": run_id, "data_until": names.data_until.isoformat()}
    made = _made(_SUGGESTIONS, {"series": wanted.take(pa.array(rows))}, names, told)
    return made.drop_columns(["d"])


def transfer_rows(series: pa.Table, moves: Moves, rows: Ints, names: Names, run_id: int) -> pa.Table:
    """Some of a plan's moves as table `transfer_suggestion` keeps them; excess and supply between the same places travel together.

    Why they are proposed is not in them: that is the plan's, see `rules/reasons.py`.
    """
    origin = series["location_id"].take(pa.array(moves.from_row[rows]))
    target = series.select(["product_id", "location_id", "review_on"]).take(pa.array(moves.to_row[rows]))
    columns = {name: target[name] for name in ("product_id", "review_on")}
    columns |= {"from_location_id": origin, "to_location_id": target["location_id"]}
    columns |= {"quantity": moves.quantity[rows], "is_supply": moves.is_supply[rows]}
    return _made(_TRANSFERS, {"moves": pa.table(columns)}, names, {"run_id": run_id})


def _made(sql: str, given: dict[str, pa.Table], names: Names, told: dict[str, int | str]) -> pa.Table:
    currencies: Sequence[str] = sorted({names.currency, *(each for each in names.supplier["currency"].to_pylist() if each)})
    decimals = pa.table({"currency": currencies, "d": [currency_decimals(each) for each in currencies]})
    with duckdb.connect(config={"threads": 2}) as con:
        for name, rows in (
            given | {"product": names.product, "location": names.location, "supplier": names.supplier, "decimals": decimals}
        ).items():
            con.register(name, rows)
        made: pa.Table = con.sql(sql, params=told | {"currency": names.currency, "as_of": names.as_of.isoformat()}).to_arrow_table()
        return made
