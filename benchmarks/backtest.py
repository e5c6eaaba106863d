"""What the ordering rule earns on real demand with simulated supply: stock at equal fill rate, stock-outs at equal stock.

`python -m benchmarks.backtest` replays ../shared/data/online_retail (lead times gamma(14, sd 4), weekly review, packs of 6), its two
halves by a hash of the SKU, fresh_retail (an eighth of the series, lead times gamma(3, sd 1), review every 2 days), and car_parts (months;
lead times gamma(2 months, sd ½), reviewed every month). `fluxion` is what plans order by, `quantile` what they do with `stock_level_rule` 2.
"""

import tempfile
import zlib
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.kernels_forecast import SHARED
from fluxion.domains.planning.reads.backtest_cases import Terms, file_case
from fluxion.domains.planning.rules.backtest import FILLS, Ask, run_backtest
from fluxion.kernels.replaying import at_equal_fill

RULES = ("fluxion", "quantile", "days_of_cover", "normal", "min_max")
OWN = ("fluxion", "quantile")
PLANNED_AT = (0.92, 0.95, 0.97)
ONLINE = f"""select upper(stock_code) as unique_id, invoice_ts::date as ds, sum(quantity)::double as y
    from '{SHARED}/online_retail/lines.parquet' where regexp_matches(upper(stock_code), '^[0-9]{{5}}[A-Z]*$')
        and quantity > 0 and unit_price > 0 and invoice_no not in ('541431', '581483') group by all order by all"""
FRESH = f"""select store_id || '-' || product_id as unique_id, date as ds, sale::double as y
    from '{SHARED}/fresh_retail/daily.parquet' where (store_id::int * 7 + product_id::int) % 8 = 0 order by all"""

PARTS = f"""select part_id as unique_id, month as ds, units::double as y from '{SHARED}/car_parts/monthly.parquet'
    where units is not null order by all"""


def half_of(name: str) -> int:
    """Which half an item belongs to, for ever: half 0 may be looked at while choosing, half 1 only reports."""
    return zlib.crc32(name.encode()) % 2


def written(sql: str, folder: Path, half: int | None = None) -> Path:
    rows = duckdb.sql(sql).to_arrow_table()
    if half is not None:
        rows = rows.filter(np.array([half_of(each) == half for each in rows["unique_id"].to_pylist()]))
    path = folder / "long.parquet"
    path.unlink(missing_ok=True)
    duckdb.from_arrow(rows).write_parquet(str(path))
    return path


def tell(name: str, result: dict[str, Any]) -> None:
    data = result["data"]
    print(f"{name}: {data['series']} series, {data['counted']} days counted, {data['left_out']} left out")
    ours, alone = ({each["knob"]: each for rule in result["policies"] if rule["code"] == code for each in rule["points"]} for code in OWN)
    for code, points in zip(OWN, (ours, alone), strict=True):
        told = (f"{knob:.2f}: fill rate {points[knob]['fill_rate']:.3f}, {points[knob]['stock_units']:,.0f} units" for knob in PLANNED_AT)
        print(f"  {code:<8} planned at " + "  ".join(told))
    both = [([each["fill_rate"] for each in one.values()], [each["stock_units"] for each in one.values()]) for one in (ours, alone)]
    line = "  ".join(f"{fill:.2f} {_change(at_equal_fill(fill, *both).share)}" for fill in FILLS)
    print(f"  stock at equal fill rate, units fluxion  against quantile      {line}")
    for measure in ("units", "sku"):
        for mine in OWN:
            for rival in ("days_of_cover", "normal", "min_max"):
                shares = [e for e in result["equal_fill"] if (e["measure"], e["policy"], e["rival"]) == (measure, mine, rival)]
                line = "  ".join(f"{e['fill_rate']:.2f} {_change(e['share'])}" for e in shares)
                print(f"  stock at equal fill rate, {measure:<5} {mine:<8} against {rival:<13} {line}")
    for rival in ("days_of_cover", "min_max"):
        same = [e for e in result["equal_stock"] if (e["policy"], e["rival"]) == ("fluxion", rival)]
        print(f"  stock-outs at equal stock        fluxion against {rival:<13} " + "  ".join(f"{e['rival_fill_rate']:.2f} {_change(e['stock_outs_share'])}" for e in same))  # fmt: skip


def _change(share: float | None) -> str:
    return "   —" if share is None or np.isnan(share) else f"{share:+4.0%}"


def main() -> None:
    if not (SHARED / "online_retail").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, half in (("online_retail, all", None), ("online_retail, half 0", 0), ("online_retail, half 1 (held out)", 1)):
            case = file_case(written(ONLINE, Path(folder), half), Terms(pack=6.0))
            tell(name, run_backtest(case, Ask(policies=RULES, origins=0)))
        case = file_case(written(FRESH, Path(folder)), Terms(lead_time=3.0, lead_time_sd=1.0, review=2.0, pack=0.1))
        tell("fresh_retail, an eighth", run_backtest(case, Ask(policies=RULES, origins=0)))
        case = file_case(written(PARTS, Path(folder)), Terms(lead_time=61.0, lead_time_sd=15.0, review=30.0), weeks=104)
        tell("car_parts", run_backtest(case, Ask(policies=RULES, origins=0, weeks=104)))


if __name__ == "__main__":
    main()
