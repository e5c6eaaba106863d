"""Runs the migrations on the database that `base.db.migrate` names, each in its own transaction."""

from alembic import context
from sqlalchemy import create_engine, pool

from fluxion.base.columns import Row
from fluxion.migrations import every_table  # noqa: F401  (registers all tables on Row.metadata)

LOCK = 7_305_117


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
            include_name=lambda name, kind, parents: kind != "schema" or name is None,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
