"""Real demand with its last steps held out: which series, from when, what was known ahead."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SHARED = Path(__file__).parents[3] / "shared" / "data"
SEED = 20260903


@dataclass(frozen=True)
class Case:
    """Series [n, steps] up to `origin` and what came after; nan is unknown.

    `known` are values that are known ahead, [n, steps] each; `out` is the share of each step without goods (told for the past);
    `attributes` are words about each series. `scored` are the rows that are judged: the engine sees all of them.
    """

    name: str
    step: str
    first: date
    ids: list[str]
    y: Floats
    origin: int
    season: int
    sum_steps: int
    scored: Ints
    known: dict[str, Floats] = field(default_factory=dict)
    out: Floats | None = None
    attributes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def horizon(self) -> int:
        """Steps held out."""
        return self.y.shape[1] - self.origin

    @property
    def history(self) -> Floats:
        """What is known at the origin, of every series."""
        return self.y[:, : self.origin]

    @property
    def ahead(self) -> Floats:
        """What came, of the series judged; nan where it is unknown."""
        return self.y[self.scored, self.origin :]

    @property
    def left(self) -> Floats:
        """How much of each step ahead had goods, of the series judged: a forecast of demand can only sell that part.

        Judging by the fully stocked days alone would be unfair: they are the slow ones.
        """
        return np.ones(self.ahead.shape) if self.out is None else 1.0 - self.out[self.scored, self.origin :]

    def dates(self) -> list[date]:
        """The day that names each step."""
        steps = range(self.y.shape[1])
        if self.step == "month":
            months = [self.first.month - 1 + k for k in steps]
            return [date(self.first.year + m // 12, m % 12 + 1, 1) for m in months]
        return [self.first + timedelta(days=k * (7 if self.step == "week" else 1)) for k in steps]


def some(rows: Ints, most: int) -> Ints:
    """At most so many of the rows, drawn with a seed of its own, in order."""
    if len(rows) <= most:
        return rows
    return np.sort(np.random.default_rng(SEED).choice(rows, most, replace=False))


def _table(sql: str, *columns: str) -> tuple[list[str], dict[str, Floats]]:
    """Dense [series, step] tables of the columns, nan where there is no row; `id` and `step` name the cell."""
    rows = duckdb.sql(sql).fetchnumpy()
    names, series = np.unique(rows["id"].astype(str), return_inverse=True)
    made = {}
    for column in columns:
        values = rows[column]
        dense = np.full((len(names), int(rows["step"].max()) + 1), np.nan)
        dense[series, rows["step"]] = np.ma.filled(np.ma.asarray(values, np.float64), np.nan)
        made[column] = dense
    return names.tolist(), made


def online_retail(most: int) -> Iterator[Case]:
    """A wholesaler's days: goods only, the two giant orders that were cancelled within the hour left out."""
    ids, made = _table(
        f"""select upper(stock_code) id, (invoice_ts::date - date '2010-12-01')::int step, sum(quantity)::double y
        from '{SHARED}/online_retail/lines.parquet' where regexp_matches(upper(stock_code), '^[0-9]{{5}}[A-Z]*$')
            and quantity > 0 and unit_price > 0 and invoice_no not in ('541431', '581483') group by all""",
        "y",
    )
    y = np.nan_to_num(made["y"])
    for origin, day in ((275, "2011-09-02"), (247, "2011-08-05"), (219, "2011-07-08")):
        enough = np.flatnonzero(np.count_nonzero(y[:, :origin], axis=1) >= 10)
        known = y[:, : origin + 28]
        yield Case(f"online_retail, 28 days from {day}", "day", date(2010, 12, 1), ids, known, origin, 7, 14, some(enough, most))


def fresh_retail(most: int) -> Iterator[Case]:
    """Perishables in stores; discount and promotion known ahead; stock-outs known for the past."""
    ids, made = _table(
        f"""select s.store_id || '@' || product_id id, (date - date '2024-03-28')::int step, sale y, discount, promo::int promo,
            stockout_hours_6_21 / 16.0 as out from '{SHARED}/fresh_retail/daily.parquet' s""",
        "y", "discount", "promo", "out",
    )  # fmt: skip
    levels = ("product", "third", "second", "first", "store", "city")
    words = duckdb.sql(f"""select distinct store_id || '@' || product_id id, 'p' || product_id product, 't' || third_category_id as third,
        's' || second_category_id as second, 'f' || first_category_id as first, 'w' || store_id store, 'c' || city_id city
        from '{SHARED}/fresh_retail/daily.parquet' join '{SHARED}/fresh_retail/products.parquet' using (product_id)
        join '{SHARED}/fresh_retail/stores.parquet' using (store_id)""").fetchnumpy()
    order = np.argsort(words["id"].astype(str))
    attributes = {level: words[level][order].astype(str).tolist() for level in levels}
    known = {"discount": made["discount"], "promo": made["promo"]}
    scored = some(np.arange(len(ids)), most)
    for days in (7, 14):
        case = Case(
            f"fresh_retail, last {days} days, discount and promotion known", "day", date(2024, 3, 28), ids, made["y"],
            90 - days, 7, min(days, 14), scored, known, None, attributes,
        )  # fmt: skip
        yield case
    yield Case(
        "fresh_retail, last 14 days, stock-outs told, judged as far as goods were there", "day", date(2024, 3, 28), ids, made["y"],
        76, 7, 14, scored, known, made["out"], attributes,
    )  # fmt: skip


def orange_juice(most: int) -> Iterator[Case]:
    """Supermarket weeks with prices, deals and features; missing weeks are unknown."""
    ids, made = _table(
        f"""select store || '@' || brand id, week - 40 as step, units y, price_per_oz price, deal, feature
            from '{SHARED}/orange_juice/weekly.parquet'""",
        "y", "price", "deal", "feature",
    )  # fmt: skip
    attributes = {"brand": [each.split("@")[1] for each in ids], "store": [each.split("@")[0] for each in ids]}
    known = {name: made[name] for name in ("price", "deal", "feature")}
    scored = some(np.arange(len(ids)), most)
    for label, told in (("prices known", known), ("prices unknown", {})):
        yield Case(
            f"orange_juice, last 8 weeks, {label}", "week", date(1990, 6, 14), ids, made["y"], 113, 52, 2, scored, told, None, attributes
        )


def beverage_agencies(most: int) -> Iterator[Case]:
    """Months of a maker's shipments to agencies, with prices and events."""
    events = (
        "easter_day", "good_friday", "new_year", "christmas", "labor_day", "independence_day", "revolution_day_memorial",
        "regional_games", "fifa_u_17_world_cup", "football_gold_cup", "beer_capital", "music_fest",
    )  # fmt: skip
    ids, made = _table(
        f"""select agency || '@' || sku id, ((year(month) - 2013) * 12 + month(month) - 1)::int step, volume y, price_actual, discount,
            {", ".join(events)} from '{SHARED}/beverage_agencies/monthly.parquet'""",
        "y", "price_actual", "discount", *events,
    )  # fmt: skip
    attributes = {"sku": [each.split("@")[1] for each in ids], "agency": [each.split("@")[0] for each in ids]}
    known = {name: made[name] for name in ("price_actual", "discount", *events)}
    scored = some(np.arange(len(ids)), most)
    for label, told in (("prices and events known", known), ("nothing known", {})):
        yield Case(
            f"beverage_agencies, last 12 months, {label}",
            "month",
            date(2013, 1, 1),
            ids,
            made["y"],
            36,
            12,
            2,
            scored,
            told,
            None,
            attributes,
        )


def car_parts(most: int) -> Iterator[Case]:
    """Months of spare parts, three quarters of them zero."""
    ids, made = _table(
        f"""select part_id id, ((year(month) - 1998) * 12 + month(month) - 1)::int step, units::double y
            from '{SHARED}/car_parts/monthly.parquet'""",
        "y",
    )
    scored = some(np.arange(len(ids)), most)
    for months in (12, 6):
        yield Case(f"car_parts, last {months} months", "month", date(1998, 1, 1), ids, made["y"], 51 - months, 12, 2, scored)


SETS: dict[str, Callable[[int], Iterator[Case]]] = {
    "online_retail": online_retail,
    "fresh_retail": fresh_retail,
    "orange_juice": orange_juice,
    "beverage_agencies": beverage_agencies,
    "car_parts": car_parts,
}
