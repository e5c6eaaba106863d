"""A campaign as it was typed, checked against what exists: ready to be kept or previewed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import select

from fluxion.base.bulk import batches
from fluxion.base.edits import UNKNOWN
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product
from fluxion.domains.prices.rules.campaign_periods import moment_of
from fluxion.domains.prices.rules.campaigns import (
    ALREADY_OVER,
    ENDS_FIRST,
    SKIPPED_HOUR,
    Channel,
    Members,
    campaign_faults,
    filled,
    members_of,
)
from fluxion.domains.prices.shapes.campaigns import LAYERS, CampaignIn
from fluxion.domains.prices.tables import PriceConfiguration
from fluxion.kernels.pricing import Promotion
from fluxion.values.codes import code_key
from fluxion.values.errors import BadInput, FieldError

MANY = 5_000
_PLAIN = (
    *("name", "code", "preset", "kind", "value", "priority", "is_on", "badge_text", "badge_color"),
    *("minimum_price", "minimum_margin_percent", "expected_units"),
)


@dataclass(frozen=True)
class Draft:
    """A campaign that can be: its columns and lines as they are kept, its channels, and what to tell of it."""

    body: CampaignIn
    columns: dict[str, Any]
    channels: dict[int, PriceConfiguration]
    channel_rows: list[dict[str, Any]]
    product_rows: list[dict[str, Any]]
    category_rows: list[dict[str, Any]]
    told: dict[str, Any]

    @property
    def members(self) -> Members:
        """The products of the campaign, as a rule."""
        products = self.told["products"]
        return members_of(
            products["scope"], products["product_ids"], products["category_ids"], products["narrowing"], products["left_out_ids"]
        )

    def promotion_in(self, channel: PriceConfiguration) -> Promotion:
        """The discount in one of its channels, with the floors that are switched on."""
        line = next(row for row in self.channel_rows if row["configuration_id"] == channel.id)
        value = cast(Decimal, self.body.value if line["value"] is None else line["value"])  # a checked draft has one for each channel
        minimum = self.body.minimum_price if line["minimum_price"] is None else line["minimum_price"]
        return Promotion(self.body.kind, value, minimum, self.body.minimum_margin_percent, frozenset(self.body.protect))


def checked_draft(work: Work, body: CampaignIn, *, may_be_past: bool) -> Draft:
    """The campaign ready to be kept; raises BadInput with everything that cannot be accepted, each by its field."""
    channels, faults = _channels(work, body, only_in_use=not may_be_past)
    starts_at, ends_at, untimely = checked_period(work, body.starts_at, body.ends_at, may_be_past=may_be_past)
    product_ids, misnamed = _products(work, body)
    faults += untimely + misnamed + _categories(work, body)
    if len(channels) == len({each.configuration_id for each in body.channels}):
        faults += campaign_faults(body, {key: Channel(row.name, row.currency) for key, row in channels.items()})
    if faults or starts_at is None or ends_at is None:
        raise BadInput(errors=faults)
    products = {
        "scope": body.products.scope,
        "product_ids": product_ids if body.products.scope == "products" else [],
        "category_ids": sorted(set(body.products.category_ids)) if body.products.scope == "categories" else [],
        "narrowing": body.products.narrowing.model_dump() if body.products.narrowing and body.products.scope == "filter" else None,
        "left_out_ids": sorted(set(body.products.left_out_ids)),
    }
    lines = [line.model_dump() for line in body.channels]
    told = {name: getattr(body, name) for name in _PLAIN} | {
        "channels": lines,
        "products": products,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "protect": [layer for layer in LAYERS if layer in body.protect],
        "expected": [
            {"product_id": each.product_id, "units": each.units} for each in sorted(body.expected, key=lambda one: one.product_id)
        ],
    }
    category_ids: list[int] = products["category_ids"]  # type: ignore[assignment]
    columns = {name: told[name] for name in (*_PLAIN, "starts_at", "ends_at")}
    columns |= {"code_key": code_key(body.code), "scope": products["scope"], "narrowing": products["narrowing"]}
    return Draft(
        body,
        columns,
        channels,
        [line | {"currency": channels[line["configuration_id"]].currency} for line in lines],
        _product_rows(products, body),
        [{"category_id": each} for each in category_ids],
        told,
    )


def checked_period(
    work: Work, starts: datetime, ends: datetime, *, may_be_past: bool
) -> tuple[datetime | None, datetime | None, list[FieldError]]:
    """The period in UTC, and what is wrong with it: hours that clocks skip, an end before the start or already over."""
    timezone = work.settings.timezone
    starts_at, ends_at = moment_of(starts, timezone), moment_of(ends, timezone)
    skipped = filled(SKIPPED_HOUR, timezone=timezone)
    faults = [
        FieldError(f"/{name}", "skipped_hour", skipped)
        for name, moment in (("starts_at", starts_at), ("ends_at", ends_at))
        if moment is None
    ]
    if starts_at is not None and ends_at is not None:
        if ends_at <= starts_at:
            faults.append(FieldError("/ends_at", "ends_before_start", ENDS_FIRST))
        elif ends_at <= work.now and not may_be_past:
            faults.append(FieldError("/ends_at", "already_over", ALREADY_OVER))
    return starts_at, ends_at, faults


def _channels(work: Work, body: CampaignIn, *, only_in_use: bool) -> tuple[dict[int, PriceConfiguration], list[FieldError]]:
    wanted = [each.configuration_id for each in body.channels]
    rows = work.db.scalars(select(PriceConfiguration).where(PriceConfiguration.id.in_(wanted)))
    known = {row.id: row for row in rows if row.active or not only_in_use}
    missing = [index for index, key in enumerate(wanted) if key not in known]
    return known, [FieldError(f"/channels/{index}/configuration_id", "unknown", UNKNOWN) for index in missing]


def _products(work: Work, body: CampaignIn) -> tuple[list[int], list[FieldError]]:
    """Every product chosen, by id or SKU, and those named anywhere that do not exist."""
    products = body.products
    keys = [code_key(sku) for sku in products.skus]
    by_sku: dict[str, int] = {}
    for some in batches(keys):
        by_sku |= {row.sku_key: row.id for row in work.db.execute(select(Product.sku_key, Product.id).where(Product.sku_key.in_(some)))}
    expected = [each.product_id for each in body.expected]
    known = _known(work, Product.id, {*products.product_ids, *products.left_out_ids, *expected})
    faults = [FieldError(f"/products/skus/{index}", "unknown", UNKNOWN) for index, key in enumerate(keys) if key not in by_sku]
    for pointer, ids in (
        ("products/product_ids", products.product_ids),
        ("products/left_out_ids", products.left_out_ids),
        ("expected", expected),
    ):
        suffix = "/product_id" if pointer == "expected" else ""
        faults += [FieldError(f"/{pointer}/{index}{suffix}", "unknown", UNKNOWN) for index, key in enumerate(ids) if key not in known]
    return sorted({*products.product_ids, *by_sku.values()}), faults


def _categories(work: Work, body: CampaignIn) -> list[FieldError]:
    narrowed = body.products.narrowing.category_id if body.products.narrowing else None
    known = _known(work, Category.id, {*body.products.category_ids, *([narrowed] if narrowed else [])})
    faults = [
        FieldError(f"/products/category_ids/{index}", "unknown", UNKNOWN)
        for index, key in enumerate(body.products.category_ids)
        if key not in known
    ]
    return faults + ([FieldError("/products/narrowing/category_id", "unknown", UNKNOWN)] if narrowed and narrowed not in known else [])


def _known(work: Work, column: Any, ids: Collection[int]) -> set[int]:
    """Those of the ids that exist; of very many ids the whole table is read at once."""
    if len(ids) > MANY:
        return set(work.db.scalars(select(column))) & set(ids)
    found: set[int] = set()
    for some in batches(sorted(ids)):
        found |= set(work.db.scalars(select(column).where(column.in_(some))))
    return found


def _product_rows(products: dict[str, Any], body: CampaignIn) -> list[dict[str, Any]]:
    """One line for each product named; left out beats chosen."""
    roles = dict.fromkeys((each.product_id for each in body.expected), "expected")
    roles |= dict.fromkeys(products["product_ids"], "chosen")
    roles |= dict.fromkeys(products["left_out_ids"], "left_out")
    units = {each.product_id: each.units for each in body.expected}
    return [{"product_id": key, "role": role, "expected_units": units.get(key)} for key, role in roles.items()]
