"""What the mart is made of: its tables, and the statements that fill them from the lake and the records."""

from collections.abc import Iterable
from hashlib import sha256

SCHEMA_VERSION = "3"
"""To be counted up when the same tables begin to mean something else; other changes of shape are found by themselves."""
BIT_CAPACITY = 4096
FULL_SHARE = 0.5
"""From this share of rows in changed months on, building all anew is quicker than replacing them."""
FEW_DAYS = 7
"""Up to so many days of a month are filled anew by themselves; with more of them the whole month is, and lies in order again."""
BLOAT = 1.6
"""A file that grew to this multiple of what a full build gave is built anew."""

WINDOWS = (7, 30, 90, 365)

MONTH_TABLES = {
    "sales": ("day_sales", "day_location", "day_salesperson"),
    "stock_outs": ("stock_out",),
}
"""Tables that are filled month by month, by the lake table they come from."""

_UNITS = "units decimal(18,3), returned decimal(18,3), net decimal(18,4), cost decimal(18,4), costed decimal(18,4)"
# `costed` is the part of `net` whose cost is known: margins are told of that part only

DDL = (
    "create table if not exists meta (key varchar primary key, value varchar)",
    """create table if not exists mart_month (source varchar, month varchar, fingerprint varchar, costs varchar,
        files struct(name varchar, first date, last date)[])""",
    f"create table if not exists day_sales (product_id int, location_id int, day date, {_UNITS}, lines int)",
    f"create table if not exists day_location (day date, location_id int, {_UNITS}, lines int, documents int, customers bit)",
    f"create table if not exists day_salesperson (day date, location_id int, salesperson varchar, {_UNITS}, lines int)",
    f"create table if not exists day_category (day date, location_id int, category_id int, {_UNITS})",
    f"create table if not exists sales_window (product_id int, location_id int, days int, {_UNITS}, sale_days int, day_rows int)",
    """create table if not exists product_dim (product_id int, sku varchar, name varchar, category_id int, category varchar,
        brand varchar, supplier_id int, supplier_code varchar, supplier varchar, unit_cost decimal(18,4), price decimal(18,4), active bool)""",
    "create table if not exists location_dim (location_id int, code varchar, name varchar, kind varchar, active bool)",
    """create table if not exists stock_now (product_id int, location_id int, on_hand decimal(18,3), reserved decimal(18,3),
        unit_cost decimal(18,4))""",
    "create table if not exists stock_day (day date, location_id int, value decimal(18,4), skus int, skus_out int, pairs int)",
    f"create table if not exists product_window (product_id int, days int, {_UNITS}, sale_days int)",
    "create table if not exists product_now (product_id int, on_hand decimal(18,3))",
    "create table if not exists location_now (location_id int, value decimal(18,4), skus int, skus_out int)",
    "create table if not exists stock_out (product_id int, location_id int, day date, share_out double)",
    "create table if not exists closed_day (day date)",
)


def shape(sections: Iterable[str]) -> str:
    """A name for what a file of the mart holds, given how its sections are made; another one when any table changes."""
    return f"{SCHEMA_VERSION}-{sha256(chr(10).join([*DDL, *sections]).encode()).hexdigest()[:16]}"


WHOLE = ("bigint", "hugeint")
"""Sums are made in whole thousandths of a unit and ten-millionths of money: exact, and several times quicker than decimals.
The second one is for amounts that do not fit 64 bits."""

SOLD = """create or replace temp table sold as
    select l.product_id, location_id, day, document, customer_id, salesperson, (quantity * 1000)::{whole} as pieces,
        (quantity * 1000)::{whole} * (unit_price * 10000)::{whole} - (discount * 10000)::{whole} * 1000 as net,
        (quantity * 1000)::{whole} * (coalesce(l.unit_cost, p.unit_cost, 0) * 10000)::{whole} as cost,
        coalesce(l.unit_cost, p.unit_cost) is not null as known
    from lines l left join product_dim p on p.product_id = l.product_id
    where day between $first and $last"""
AT_ONCE = 2_500_000
"""Lines that are added up by product and location in one go: more would not fit the memory and be written to disk."""


def _decimal(whole: str, unit: int, kind: str) -> str:
    """A whole number of small units as a decimal: by way of a double where that is exact, which is quicker."""
    quick, exact = f"({whole} / {unit})::{kind}", f"({whole}::decimal(18,0) * {1 / unit:f}::decimal(6,4))::{kind}"
    return f"case when abs({whole}) < 9007199254740992 then {quick} else {exact} end"


def _money(sum_: str) -> str:
    """A sum of ten-millionths as money, half away from zero."""
    return _decimal(f"(({sum_} + 500 * sign({sum_})) // 1000)", 10000, "decimal(18,4)")


_ADDED = """sum(case when pieces > 0 then pieces else 0 end)::{whole} as u, sum(case when pieces < 0 then -pieces else 0 end)::{whole} as r,
    sum(net)::{whole} as n, sum(cost)::{whole} as c, sum(case when known then net else 0 end)::{whole} as k, count(*) as lines"""
_SUMS = (
    f"{_decimal('u', 1000, 'decimal(18,3)')}, {_decimal('r', 1000, 'decimal(18,3)')}, {_money('n')}, {_money('c')}, {_money('k')}, lines"
)

FILL_MONTH = {
    "day_sales": f"""insert into day_sales select product_id, location_id, day, {_SUMS}
        from (select product_id, location_id, day, {_ADDED} from sold where product_id between $least and $most group by all)
        order by product_id, location_id, day""",
    "day_location": f"""insert into day_location select day, location_id, {_SUMS}, documents, customers
        from (select day, location_id, {_ADDED}, count(distinct document) as documents from sold group by day, location_id)
        left join (select day, location_id, bitstring_agg(customer_id, 0, $bits) as customers
            from (select distinct day, location_id, customer_id from sold where customer_id between 0 and $bits)
            group by day, location_id) using (day, location_id)
        order by day, location_id""",
    "day_salesperson": f"""insert into day_salesperson select day, location_id, salesperson, {_SUMS}
        from (select day, location_id, salesperson, {_ADDED} from sold group by all) order by day, location_id, salesperson""",
    "stock_out": """insert into stock_out
        select product_id, location_id, day, least(max(share_out), 1) from lines
        where share_out > 0 and day between $first and $last group by product_id, location_id, day order by product_id, location_id, day""",
}

STOCK_DAYS_TO_FILL = """
    select day from (select day, count(*) as pairs from lines group by day) seen
    left join (select day, sum(pairs) as pairs from stock_day group by day) known using (day)
    where known.pairs is distinct from seen.pairs order by day"""
"""Days of `lines` (stock snapshots) that `stock_day` does not have, or not whole: days are added, hardly ever changed."""

DEMAND_DAYS = 90

FILL_STOCK_DAY = f"""insert into stock_day
    with held as (
        select location_id, product_id, max(on_hand) as on_hand, any_value(unit_cost) as unit_cost, count(*) as pairs
        from lines where day = $day group by location_id, product_id),
    wanted as (
        select distinct location_id, product_id from day_sales
        where day > $day::date - {DEMAND_DAYS} and day <= $day and units > 0)
    select $day, location_id,
        coalesce(sum(greatest(on_hand, 0) * coalesce(unit_cost, 0)), 0)::decimal(18,4),
        count(*) filter (wanted.product_id is not null),
        count(*) filter (wanted.product_id is not null and coalesce(on_hand, 0) <= 0),
        coalesce(sum(pairs), 0)
    from held full join wanted using (location_id, product_id)
    where location_id in (select location_id from held)
    group by location_id order by location_id"""
"""Value at cost of a day's stock, pairs with demand in the 90 days up to it, and how many of those had nothing."""

FILL_DIMS = (
    "delete from product_dim",
    """insert into product_dim
        select p.id, p.sku, p.name, p.category_id, p.category, p.brand, s.id, s.code, s.name,
               coalesce(p.cost, case when s.currency = $currency then y.cost end)::decimal(18,4), p.price::decimal(18,4), p.active
        from products p
        left join (select product_id, any_value(supplier_id) as supplier_id, any_value(cost) as cost
                   from supplies where is_preferred group by product_id) y on y.product_id = p.id
        left join suppliers s on s.id = y.supplier_id
        order by p.id""",
    "delete from location_dim",
    "insert into location_dim select id, code, name, kind, active from locations order by id",
    "delete from stock_now",
    """insert into stock_now
        select l.product_id, l.location_id, l.on_hand::decimal(18,3), l.reserved::decimal(18,3), p.unit_cost
        from levels l left join product_dim p on p.product_id = l.product_id
        order by l.location_id, l.product_id""",
)

CATEGORIES_MARK = "select count(*), bit_xor(hash(product_id, category_id)) from product_dim"
"""Changes when a product changes its category, which moves all of its past; cubes need no filling otherwise."""

COSTS_MARK = "select coalesce(bit_xor(hash(product_id, unit_cost)), 0) from product_dim where unit_cost is not null"
"""Changes when a product's cost does, which lines without their own take; of days that are filled already only with their month."""

_IN_DAYS = "day between $first and $last"
FILL_CATEGORIES = (
    f"delete from day_category where {_IN_DAYS}",
    f"""insert into day_category
        select day, location_id, coalesce(category_id, 0), sum(units), sum(returned), sum(net), sum(cost), sum(costed)
        from day_sales left join product_dim using (product_id) where {_IN_DAYS}
        group by day, location_id, coalesce(category_id, 0) order by day, location_id, 3""",
)
"""The sales of some days by category."""

FILL_CLOSED = (
    "delete from closed_day",
    """insert into closed_day
        select range::date from range((select min(day) from day_location), (select max(day) from day_location), interval 1 day)
        where range::date not in (select day from day_location where lines > 0) order by 1""",
)

FILL_WINDOW = """insert into sales_window
    select product_id, location_id, $days, sum(units), sum(returned), sum(net), sum(cost), sum(costed), count(*) filter (units > 0), count(*)
    from day_sales where day > (select max(day) from day_location) - $days::int
    group by product_id, location_id order by location_id, product_id"""
"""The last days of every product by location, stored location by location: a store reads only its own part."""
FILL_PRODUCT_WINDOW = """insert into product_window
    select product_id, $days, sum(units), sum(returned), sum(net), sum(cost), sum(costed), sum(sale_days)
    from sales_window where days = $days group by product_id order by product_id"""

NOTHING_KEPT = "create or replace temp table kept_day as select * from day_sales limit 0"
KEEP_DAYS = "insert into kept_day select * from day_sales where day between $first and $last"
NOTHING_SHIFTED = "create or replace temp table shifted as select * from sales_window limit 0"
_ADDABLE = ("units", "returned", "net", "cost", "costed", "sale_days", "day_rows")
_SIGNED = ", ".join(f"case when is_in then {each} else -{each} end" for each in (*_ADDABLE[:5], "(units > 0)::int", "1"))
SHIFT = {
    table: f"""insert into shifted select product_id, location_id, length, {_SIGNED}
        from {table}, (select unnest($windows::int[]) as length, unnest($is_in::bool[]) as is_in) where day = $day"""
    for table in ("kept_day", "day_sales")
}
_KEY = "product_id, location_id, days"
FOLLOW_SHIFT = (
    f"create or replace temp table moved as select {_KEY}, {', '.join(f'sum({name}) as {name}' for name in _ADDABLE)} from shifted group by all",
    f"""update sales_window as w set {", ".join(f"{name} = w.{name} + moved.{name}" for name in _ADDABLE)} from moved
        where moved.product_id = w.product_id and moved.location_id = w.location_id and moved.days = w.days""",
    f"insert into sales_window select * from moved anti join sales_window using ({_KEY}) where day_rows > 0 order by days, location_id, product_id",
    "delete from sales_window where day_rows = 0",
    "drop table moved",
    "drop table shifted",
)
"""Windows by what differs: what a day sold is taken out of the windows it leaves and added to those it enters. `day_rows` says how
many days a sum is made of, so that none is left of a product that sold on no day any more."""

FILL_NOW = (
    "delete from product_now",
    "insert into product_now select product_id, sum(greatest(on_hand, 0)) from stock_now group by product_id order by product_id",
    "delete from location_now",
    f"""insert into location_now
    with wanted as (
        select product_id, location_id from sales_window
        join product_dim using (product_id) join location_dim using (location_id)
        where days = {DEMAND_DAYS} and units > 0 and product_dim.active and location_dim.active)
    select location_id,
        coalesce(sum(greatest(on_hand, 0) * coalesce(unit_cost, 0)), 0)::decimal(18,4),
        count(*) filter (wanted.product_id is not null),
        count(*) filter (wanted.product_id is not null and coalesce(on_hand - reserved, 0) <= 0)
    from stock_now full join wanted using (product_id, location_id)
    where location_id in (select location_id from stock_now)
    group by location_id order by location_id""",
)
"""Value of the stock of each location now, pairs with demand in the last 90 days, and how many of them have nothing available."""
