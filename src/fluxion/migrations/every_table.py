"""Imports every module that declares tables, so that the schema is whole before it is compared or created."""

from importlib import import_module

TABLES = (
    "fluxion.base.facts",
    "fluxion.base.idempotency",
    "fluxion.base.jobs.tables",
    "fluxion.base.mart.tables",
    "fluxion.domains.access.tables",
    "fluxion.domains.catalog.tables",
    "fluxion.domains.partners.tables",
    "fluxion.domains.stock.tables",
    "fluxion.domains.prices.tables",
    "fluxion.domains.purchases.tables",
    "fluxion.domains.history.tables",
    "fluxion.domains.planning.tables",
    "fluxion.domains.integration.tables",
)

for name in TABLES:
    import_module(name)
