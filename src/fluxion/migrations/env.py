"""Runs the migrations on the database that `base.db.migrate` names, each in its own transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON, create_engine, pool

from fluxion.base.columns import Row, ScaledInteger, UtcDateTime
from fluxion.migrations import every_table  # noqa: F401  (registers all tables on Row.metadata)

LOCK = 7_305_117


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Column types as the database knows them, so that an old migration does not change with our code."""
    if kind == "type" and isinstance(item, ScaledInteger):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or ""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Row.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
            compare_type=True,
            render_item=plain_types,
            include_name=lambda name, kind, parents: kind != "schema" or name is None,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
