"""Adding, changing and taking sales channels out of use; what the company decides about prices."""

from typing import Any

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent
from fluxion.base.facts import as_json
from fluxion.base.work import Work
from fluxion.domains.prices.events.costs import ConfigurationCreated, ConfigurationDeactivated, ConfigurationEdited, PolicyEdited
from fluxion.domains.prices.reads import configurations as reads
from fluxion.domains.prices.reads.policy import refuse_unseen_costs
from fluxion.domains.prices.rules.configurations import row_values, terms_of
from fluxion.domains.prices.rules.faults import refuse_faults
from fluxion.domains.prices.rules.terms import configuration_from
from fluxion.domains.prices.shapes.configurations import ConfigurationEdit, ConfigurationIn, ConfigurationView, PolicyEdit, PolicyView
from fluxion.domains.prices.tables import PriceConfiguration, PricePolicy
from fluxion.kernels.pricing import configuration_faults
from fluxion.values.errors import NotFound, Text, require_version

RIGHT = "prices.edit_configuration"
WHAT: Text = {"es": "la configuración", "en": "Configuration", "pt": "a configuração"}
NEVER_NULL = tuple(ConfigurationEdit.model_fields)


def create_configuration(work: Work, body: ConfigurationIn) -> ConfigurationView:
    """Add a sales channel; raises BadInput for every fault, and answers what to be warned of. Only for who may see costs."""
    work.require(RIGHT)
    refuse_unseen_costs(work)
    values = _sound(work, body)
    refuse_taken(work.db, PriceConfiguration.name_key, values["name_key"], but=None, what=WHAT, shown=body.name)
    row = PriceConfiguration(**values, active=True, created_at=work.now, version=1)
    work.db.add(row)
    flush_or_taken(work.db, WHAT, body.name)
    work.emit(ConfigurationCreated(subject_id=row.id, name=row.name))
    return reads.configuration(work, row.id)


def edit_configuration(work: Work, configuration_id: int, edit: ConfigurationEdit, version: int | None = None) -> ConfigurationView:
    """Change fields of a channel; prices computed with it follow at once, published lists do not.

    Whoever may not see costs changes its name, and takes it in and out of use.
    """
    work.require(RIGHT)
    if edit.model_fields_set - {"name", "active"}:
        refuse_unseen_costs(work)
    row = _locked(work, configuration_id)
    require_version(row.version, version)
    given = sent(edit, NEVER_NULL)
    values = _sound(work, ConfigurationIn.model_validate(_laid_over(terms_of(row), given)))
    refuse_taken(work.db, PriceConfiguration.name_key, values["name_key"], but=row.id, what=WHAT, shown=values["name"])
    if changes := apply(row, values | {"active": given.get("active", row.active)}):
        row.version += 1
        flush_or_taken(work.db, WHAT, row.name)
        work.emit(ConfigurationEdited(subject_id=row.id, name=row.name, changes=as_json(changes)))
    return reads.configuration(work, row.id)


def deactivate_configuration(work: Work, configuration_id: int, version: int | None = None) -> ConfigurationView:
    """Take a channel out of use: its campaigns and lists rest with it; set `active` to take it back."""
    work.require(RIGHT)
    row = _locked(work, configuration_id)
    require_version(row.version, version)
    if row.active:
        apply(row, {"active": False, "version": row.version + 1})
        work.db.flush()
        work.emit(ConfigurationDeactivated(subject_id=row.id, name=row.name))
    return reads.configuration(work, row.id)


def edit_policy(work: Work, edit: PolicyEdit, version: int | None = None) -> PolicyView:
    """Decide about prices below cost (only who may see costs) and about which changes need a second person."""
    work.require("prices.edit_policy")
    if "below_cost" in edit.model_fields_set:
        refuse_unseen_costs(work)
    # Locked before it is looked at: who waited for somebody else's decision must see it.
    row = work.db.get(PricePolicy, 1, with_for_update=True)
    before = reads.policy(work)
    require_version(before.version, version)
    values = sent(edit, tuple(PolicyEdit.model_fields))
    if row is None:
        row = PricePolicy(id=1, below_cost=before.below_cost, approval_threshold_percent=before.approval_threshold_percent, version=0)
        work.db.add(row)
    if changes := apply(row, values):
        row.version += 1
        flush_or_taken(work.db, WHAT, "1")
        work.emit(PolicyEdited(subject_id=1, changes=as_json(changes)))
    elif before.version == 0:
        work.db.expunge(row)
    return reads.policy(work)


def _sound(work: Work, body: ConfigurationIn) -> dict[str, Any]:
    """The columns of a channel without faults."""
    terms = configuration_from(body, work.settings.currency)
    refuse_faults(configuration_faults(terms))
    return row_values(body.name, terms)


def _laid_over(before: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    deductions = before["deductions"] | (sent(given["deductions"], DEDUCTIONS_NEVER_NULL) if "deductions" in given else {})
    return before | {name: value for name, value in given.items() if name != "active"} | {"deductions": deductions}


DEDUCTIONS_NEVER_NULL = ("platform", "payment", "shipping", "marketing", "other")


def _locked(work: Work, configuration_id: int) -> PriceConfiguration:
    row = work.db.get(PriceConfiguration, configuration_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row
