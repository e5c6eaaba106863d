"""Making campaigns, changing, switching, ending and copying them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert

from fluxion.base.edits import apply, flush_or_taken, refuse_taken
from fluxion.base.facts import as_json
from fluxion.base.work import Work
from fluxion.domains.prices.errors.campaigns import BelowCostBlocked, CampaignNotRunning, CampaignOver, CampaignStarted
from fluxion.domains.prices.events.campaigns import (
    CampaignCreated,
    CampaignEdited,
    CampaignEnded,
    CampaignSwitchedOff,
    CampaignSwitchedOn,
    ProtectionSwitched,
)
from fluxion.domains.prices.reads.campaign_drafts import Draft, checked_draft
from fluxion.domains.prices.reads.campaigns import campaign, draft_body
from fluxion.domains.prices.reads.configurations import below_cost_policy
from fluxion.domains.prices.reads.policy import SEE_COST, refuse_unseen_costs
from fluxion.domains.prices.rules.campaign_periods import kept_moment, state_of
from fluxion.domains.prices.shapes.campaigns import (
    LAYERS,
    CampaignCopy,
    CampaignIn,
    CampaignSwitch,
    CampaignView,
    ProtectionLayer,
    ProtectionSwitch,
)
from fluxion.domains.prices.tables import Campaign, CampaignCategory, CampaignChannel, CampaignProduct
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import NotFound, Text, require_version

RIGHT, SWITCH = "prices.edit_campaign", "prices.switch_protection"
WHAT: Text = {"es": "la campaña", "en": "The campaign", "pt": "A campanha"}
_TOLD = ("kind", "value", "scope", "minimum_price", "minimum_margin_percent")


def create_campaign(work: Work, body: CampaignIn, copied_from: str | None = None) -> CampaignView:
    """Make a campaign; it holds by itself from its start on. Layers of protection left out need their own right.

    Whoever may not see costs makes one that is switched off: the price that a floor gives to a large discount would tell them.
    """
    work.require(RIGHT)
    if body.is_on:
        refuse_unseen_costs(work)
    draft = checked_draft(work, body, may_be_past=False)
    _refuse_code(work, body.code, None)
    row = Campaign(
        **draft.columns,
        search=search_key(body.name, body.code),
        protection=_protection(work, {}, body.protect),
        created_at=work.now,
        created_by=work.actor.name,
    )
    work.db.add(row)
    flush_or_taken(work.db, WHAT, body.code)
    _write_lines(work, row.id, draft)
    offer = {name: getattr(row, name) for name in _TOLD} | {"channels": [each.name for each in draft.channels.values()]}
    work.emit(CampaignCreated(**_named(row), offer=offer, starts_at=row.starts_at, ends_at=row.ends_at, copied_from=copied_from))
    return campaign(work, row.id)


def edit_campaign(work: Work, campaign_id: int, body: CampaignIn, version: int | None = None) -> CampaignView:
    """Put a campaign as it is sent in place of what it was; one that runs keeps its start, one that is over stays as it was.

    Whoever may not see costs leaves it switched off.
    """
    work.require(RIGHT)
    if body.is_on:
        refuse_unseen_costs(work)
    row = _locked(work, campaign_id, version)
    _refuse_over(work, row)
    period = {name: kept_moment(getattr(body, name), getattr(row, name), work.settings.timezone) for name in ("starts_at", "ends_at")}
    draft = checked_draft(work, body.model_copy(update=period), may_be_past=False)
    if row.starts_at <= work.now and draft.columns["starts_at"] != row.starts_at and row.is_on:
        raise CampaignStarted(code=row.code)
    _refuse_code(work, body.code, row.id)
    before = draft_body(work, row)
    protection = _protection(work, row.protection, body.protect)
    apply(row, draft.columns | {"search": search_key(body.name, body.code)})
    if changes := _differences(before, draft.told):
        switched = [layer for layer in LAYERS if protection[layer]["is_on"] != row.protection[layer]["is_on"]]
        row.protection = protection
        row.version += 1
        flush_or_taken(work.db, WHAT, body.code)
        for table in (CampaignChannel, CampaignProduct, CampaignCategory):
            work.db.execute(delete(table).where(table.campaign_id == row.id))
        _write_lines(work, row.id, draft)
        work.emit(CampaignEdited(**_named(row), changes=changes))
        for layer in switched:
            work.emit(ProtectionSwitched(**_named(row), layer=layer, is_on=protection[layer]["is_on"]))
    return campaign(work, row.id)


def switch_campaign(work: Work, campaign_id: int, body: CampaignSwitch, version: int | None = None) -> CampaignView:
    """Switch a campaign on, which is for whoever may see costs, or off; what its period says then holds by itself."""
    work.require(RIGHT)
    if body.is_on:
        refuse_unseen_costs(work)
    row = _locked(work, campaign_id, version)
    _refuse_over(work, row)
    if row.is_on != body.is_on:
        apply(row, {"is_on": body.is_on, "version": row.version + 1})
        fact = CampaignSwitchedOn if body.is_on else CampaignSwitchedOff
        work.emit(fact(**_named(row)))
        work.db.flush()
    return campaign(work, row.id)


def end_campaign(work: Work, campaign_id: int, version: int | None = None) -> CampaignView:
    """End a campaign that is active: from this moment on it no longer holds, and what it did stays on record."""
    work.require(RIGHT)
    row = _locked(work, campaign_id, version)
    if state_of(row.is_on, row.starts_at, row.ends_at, work.now) != "active":
        raise CampaignNotRunning(code=row.code)
    work.emit(CampaignEnded(**_named(row), planned_end=row.ends_at))
    apply(row, {"ends_at": work.now, "version": row.version + 1})
    work.db.flush()
    return campaign(work, row.id)


def copy_campaign(work: Work, campaign_id: int, body: CampaignCopy) -> CampaignView:
    """Make a new campaign like another, with its own name, code and period; protection switched off there needs its right here.

    The copy of whoever may not see costs is switched off.
    """
    work.require(RIGHT)
    row = work.db.get(Campaign, campaign_id)
    if row is None:
        raise NotFound
    period = {"starts_at": body.starts_at.isoformat(), "ends_at": body.ends_at.isoformat()}
    same = draft_body(work, row) | {"name": body.name, "code": body.code, "is_on": work.actor.may(SEE_COST), **period}
    return create_campaign(work, CampaignIn.model_validate(same), copied_from=row.code)


def switch_protection(work: Work, campaign_id: int, body: ProtectionSwitch, version: int | None = None) -> CampaignView:
    """Switch one layer of a campaign's protection on or off, and note who did it; costs must be seen to decide it."""
    work.require(SWITCH)
    refuse_unseen_costs(work)
    row = _locked(work, campaign_id, version)
    _refuse_over(work, row)
    kept = [layer for layer in LAYERS if row.protection[layer]["is_on"]]
    wanted = [*kept, body.layer] if body.is_on else [layer for layer in kept if layer != body.layer]
    if row.protection[body.layer]["is_on"] != body.is_on:
        apply(row, {"protection": _protection(work, row.protection, wanted), "version": row.version + 1})
        work.emit(ProtectionSwitched(**_named(row), layer=body.layer, is_on=body.is_on))
        work.db.flush()
    return campaign(work, row.id)


def _protection(work: Work, before: Mapping[str, Any], wanted: list[ProtectionLayer]) -> dict[str, Any]:
    """Every layer with who switched it and when; what differs from before, or from all on, needs the right."""
    after: dict[str, Any] = {}
    for layer in LAYERS:
        is_on = layer in wanted
        old = before.get(layer, {"is_on": True, "by": None, "at": None})
        after[layer] = old if old["is_on"] == is_on else {"is_on": is_on, "by": work.actor.name, "at": work.now.isoformat()}
    if any(after[layer] is not before.get(layer) and after[layer]["by"] for layer in LAYERS):
        work.require(SWITCH)
    if not after["cost"]["is_on"] and below_cost_policy(work) == "block":
        raise BelowCostBlocked
    return after


def _locked(work: Work, campaign_id: int, version: int | None) -> Campaign:
    row = work.db.get(Campaign, campaign_id, with_for_update=True)
    if row is None:
        raise NotFound
    require_version(row.version, version)
    return row


def _refuse_over(work: Work, row: Campaign) -> None:
    if work.now >= row.ends_at:
        raise CampaignOver(code=row.code)


def _refuse_code(work: Work, code: str, but: int | None) -> None:
    refuse_taken(work.db, Campaign.code_key, code_key(code), but=but, what=WHAT, shown=code)


def _write_lines(work: Work, campaign_id: int, draft: Draft) -> None:
    lines: tuple[tuple[type[Any], list[dict[str, Any]]], ...] = (
        (CampaignChannel, draft.channel_rows),
        (CampaignProduct, draft.product_rows),
        (CampaignCategory, draft.category_rows),
    )
    for table, rows in lines:
        if rows:
            work.db.execute(insert(table), [{"campaign_id": campaign_id, **row} for row in rows])


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What differs, each as [before, after]; long lists of products as how many there were and are."""
    found = {}
    for name, now in after.items():
        then = before[name]
        if as_json(then) != as_json(now):
            found[name] = [_short(then), _short(now)]
    return found


def _short(value: Any) -> Any:
    return {"count": len(value)} if isinstance(value, list) and len(value) > 50 else value


def _named(row: Campaign) -> dict[str, Any]:
    return {"subject_id": row.id, "code": row.code, "name": row.name}
