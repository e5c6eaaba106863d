"""Prices points at goods and at customers: the schema is whole before a company is made of it."""

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
