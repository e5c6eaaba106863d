"""Forecast value added: what last week, the statistics and people's overrides were each worth, step by step."""

from typing import Any

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains.planning.reads.mart import seen
from fluxion.domains.planning.reads.overrides import overrides_by_id
from fluxion.domains.planning.shapes import OverrideValue, StepValue, ValueAdded, ValueGroup, ValueOfGroup, ValueWeek

_SUMS = ", ".join(
    f"sum({name})::double as {name}"
    for name in (
        *("series", "scaled", "sold", "forecast", "missed", "naive", "naive_missed", "statistical", "statistical_missed"),
        *("rmsse", "naive_rmsse", "statistical_rmsse"),
    )
)
_NAMES = {
    "location": ("location_id", "location_dim.name", "left join location_dim using (location_id)"),
    "category": (
        "category_id",
        "category_name",
        "left join (select distinct category_id, category as category_name from product_dim) using (category_id)",
    ),
    "abc": ("null::int", "abc", ""),
}
EVEN = 0.005
MOST = 500


def value_added(
    work: Work,
    *,
    days: int = 28,
    group: ValueGroup = "location",
    location_id: int | None = None,
    category_id: int | None = None,
    abc: str | None = None,
) -> ValueAdded:
    """Each step over the first so many days after every earlier plan: in all, by plan, and by location, category or class."""
    work.require("planning.read")
    where, params = seen(work, location_id)
    clauses = [where, "days = $days"]
    params["days"] = days
    for column, value in (("category_id", category_id), ("abc", abc)):
        if value is not None:
            clauses.append(f"{column} = ${column}")
            params[column] = value
    kept = f"(select * from plan_accuracy where {' and '.join(clauses)})"
    key, name, join = _NAMES[group]
    try:
        [whole] = work.marts.records(work, f"select count(distinct run_id)::int as plans, {_SUMS} from {kept}", params)
        weeks = work.marts.records(work, f"select run_id, as_of, {_SUMS} from {kept} group by all order by as_of desc, run_id desc", params)
        groups = work.marts.records(
            work, f"select {key} as id, {name} as name, {_SUMS} from {kept} {join} group by all order by sold desc, name", params
        )
    except MartMissing:
        whole, weeks, groups = {}, [], []
    return _told(days, whole, weeks, groups)


def _told(days: int, whole: dict[str, Any], weeks: list[dict[str, Any]], groups: list[dict[str, Any]]) -> ValueAdded:
    plans = int(whole.get("plans") or 0)
    return ValueAdded(
        days=days,
        plans=plans,
        series=round((whole.get("series") or 0) / max(plans, 1)),
        sold=round(whole.get("sold") or 0.0, 1),
        steps=_steps(whole) if plans else [],
        weeks=[ValueWeek(run_id=row["run_id"], as_of=row["as_of"], sold=round(row["sold"], 1), steps=_steps(row)) for row in weeks],
        groups=[
            ValueOfGroup(
                id=row["id"],
                name=row["name"] or "",
                series=round(row["series"] / max(plans, 1)),
                sold=round(row["sold"], 1),
                steps=_steps(row),
            )
            for row in groups
        ],
    )


def override_values(work: Work, *, location_id: int | None = None, lost: bool | None = None) -> list[OverrideValue]:
    """What each override was worth at the newest plan that can be judged longest, the greatest loss first."""
    work.require("planning.read")
    where, params = seen(work, location_id)
    sums = ", ".join(f"sum({name})::double as {name}" for name in ("sold", "forecast", "missed", "statistical", "statistical_missed"))
    sql = (
        f"select override_id, run_id, as_of, days, sum(series)::int as series, {sums} from plan_override where {where} group by override_id, run_id, as_of, days "
        "qualify row_number() over (partition by override_id order by days desc, as_of desc, run_id desc) = 1 "
        f"order by sum(missed) - sum(statistical_missed) desc, override_id limit {MOST}"
    )
    try:
        rows = work.marts.records(work, sql, params)
    except MartMissing:
        return []
    told = overrides_by_id(work, [row["override_id"] for row in rows])
    values = [_worth(row, told) for row in rows if row["override_id"] in told]
    return [each for each in values if lost is None or (each.verdict == "lost") == lost]


def _worth(row: dict[str, Any], told: dict[int, Any]) -> OverrideValue:
    worse = row["missed"] - row["statistical_missed"]
    even = abs(worse) <= EVEN * max(row["sold"], 1.0)
    return OverrideValue(
        override=told[row["override_id"]],
        as_of=row["as_of"],
        days=row["days"],
        series=row["series"],
        sold=round(row["sold"], 1),
        forecast=round(row["forecast"], 1),
        statistical=round(row["statistical"], 1),
        missed=round(row["missed"], 1),
        missed_without=round(row["statistical_missed"], 1),
        worse_by=round(worse, 1),
        verdict="even" if even else "lost" if worse > 0 else "won",
    )


def _steps(row: dict[str, Any]) -> list[StepValue]:
    sold, scaled = row["sold"] or 0.0, row["scaled"] or 0.0

    def one(step: str, forecast: float, missed: float, rmsse: float) -> StepValue:
        return StepValue.model_validate(
            {
                "step": step,
                "forecast": round(forecast, 1),
                "wape": round(missed / sold, 4) if sold > 0 else None,
                "bias": round((forecast - sold) / sold, 4) if sold > 0 else None,
                "rmsse": round(rmsse / scaled, 4) if scaled > 0 else None,
            }
        )

    return [
        one("naive", row["naive"], row["naive_missed"], row["naive_rmsse"]),
        one("statistical", row["statistical"], row["statistical_missed"], row["statistical_rmsse"]),
        one("final", row["forecast"], row["missed"], row["rmsse"]),
    ]
