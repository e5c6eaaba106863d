"""What a plan leaves in the mart: one row per series with its forecast and every figure, classes and past accuracy.

Bands of the forecast are not kept: they follow from `daily_mean`, `daily_sd`, `zero_share`, `drift` and `unit` for any days."""

from fluxion.base.mart import MartSection

NUMBERS: tuple[str, ...] = (
    "value",
    "daily_mean",
    "daily_sd",
    "zero_share",
    "unit",
    "lent_pace",
    "lent_size",
    "lent_places",
    "from_new",
    "lead_time_days",
    "lead_time_sd",
    "review_days",
    "service_kind",
    "service_level",
    "fill_rate_target",
    "cycle_level",
    "cycle_service",
    "fill_rate",
    "stated_lead",
    "lead_receipts",
    "supplier_receipts",
    "offers",
    "next_cost_share",
    "offers_without_cost",
    "offers_without_rate",
    "safety_factor",
    "max_cover_days",
    "protection_days",
    "forecast",
    "stock_level_rule",
    "steady_level",
    "steady_factor",
    "stated",
    "planned",
    "planned_sd",
    "safety_stock",
    "reorder_point",
    "order_up_to",
    "on_hand",
    "reserved",
    "leaving",
    "on_order",
    "in_transit",
    "later",
    "available",
    "in_lead_time",
    "position",
    "moved_in",
    "moved_out",
    "served",
    "unserved",
    "stores_need",
    "raw_need",
    "moq",
    "pack_size",
    "shelf_life_days",
    "cap",
    "lot",
    "break_from",
    "break_share",
    "rounded",
    "top_up",
    "cut",
    "suggested",
    "days_of_cover",
    "unit_cost",
    "stock_cost",
    "price",
)
SOURCES: tuple[str, ...] = ("service_level", "review_period_days", "lead_time_days", "lead_time_sd_days", "safety_factor")

PLAN_SERIES = f"""create table plan_series (
    product_id INTEGER, location_id INTEGER, category_id INTEGER, supplier_id INTEGER, root BOOLEAN, is_centre BOOLEAN,
    abc VARCHAR, xyz VARCHAR, demand_class VARCHAR, model VARCHAR, outcome VARCHAR, cut_by VARCHAR, budgeted_at VARCHAR, is_due BOOLEAN, urgency TINYINT,
    history_days INTEGER, days_since_sale INTEGER, window_days INTEGER, stock_out_on DATE, needed_on DATE, order_by DATE, arrives_on DATE, rejection_id BIGINT,
    replaced_share DOUBLE, replaced_from DATE, replaces_share DOUBLE, replaces_from DATE, review_on DATE, next_review_on DATE,
    {", ".join(f"{name} DOUBLE" for name in NUMBERS)},
    {", ".join(f"source_{name} VARCHAR" for name in SOURCES)},
    drift FLOAT[], mean FLOAT[]
)"""

PLAN_PRODUCT = """create table plan_product (
    product_id INTEGER, abc VARCHAR, xyz VARCHAR, value DOUBLE, daily_mean DOUBLE, stock_value DOUBLE
)"""
PLAN_ACCURACY = """create table plan_accuracy (
    run_id BIGINT, as_of DATE, days INTEGER, location_id INTEGER, category_id INTEGER, abc VARCHAR, series INTEGER, scaled INTEGER,
    sold DOUBLE, forecast DOUBLE, missed DOUBLE, naive DOUBLE, naive_missed DOUBLE, statistical DOUBLE, statistical_missed DOUBLE,
    rmsse DOUBLE, naive_rmsse DOUBLE, statistical_rmsse DOUBLE
)"""
PLAN_OVERRIDE = """create table plan_override (
    run_id BIGINT, as_of DATE, days INTEGER, override_id BIGINT, location_id INTEGER, series INTEGER,
    sold DOUBLE, forecast DOUBLE, missed DOUBLE, statistical DOUBLE, statistical_missed DOUBLE
)"""
PLAN_OVERRIDDEN = """create table plan_overridden (
    product_id INTEGER, location_id INTEGER, override_ids BIGINT[], statistical FLOAT[]
)"""
EXCEPTION_FIGURES: tuple[str, ...] = (
    "available",
    "on_hand",
    "in_lead_time",
    "reorder_point",
    "daily_mean",
    "lead_time_days",
    "days_of_cover",
    "max_cover_days",
    "days_since_sale",
    "window_days",
    "shelf_life_days",
    "on_order",
    "abc",
)
"""What the sentence of an alert may name; each is a column of `plan_series` too."""
_WHOLE, _WORDS = ("days_since_sale", "window_days"), ("abc",)
_KINDS = {name: "INTEGER" if name in _WHOLE else "VARCHAR" if name in _WORDS else "DOUBLE" for name in EXCEPTION_FIGURES}
PLAN_EXCEPTION = f"""create table plan_exception (
    id BIGINT, kind VARCHAR, product_id INTEGER, location_id INTEGER, category_id INTEGER, severity TINYINT, money_at_risk DECIMAL(18,4),
    since TIMESTAMP, {", ".join(f"{name} {kind}" for name, kind in _KINDS.items())}
)"""
PLAN_CHANGE = """create table plan_change (
    product_id INTEGER, location_id INTEGER, kind VARCHAR, reason VARCHAR, before DOUBLE, after DOUBLE, difference DOUBLE, unit_cost DOUBLE,
    by_demand DOUBLE, by_stock DOUBLE, by_parameter DOUBLE, by_supplier DOUBLE
)"""
PLAN_META = "create table plan_meta (key VARCHAR, value VARCHAR)"

MART_SECTION = MartSection(
    name="plan",
    tables=(
        "plan_series",
        "plan_product",
        "plan_accuracy",
        "plan_override",
        "plan_overridden",
        "plan_exception",
        "plan_change",
        "plan_meta",
    ),
    ddl=";\n".join((PLAN_SERIES, PLAN_PRODUCT, PLAN_ACCURACY, PLAN_OVERRIDE, PLAN_OVERRIDDEN, PLAN_EXCEPTION, PLAN_CHANGE, PLAN_META)),
)
