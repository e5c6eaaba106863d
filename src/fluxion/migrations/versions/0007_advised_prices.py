"""prices that were advised say so"""

from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

SOURCES = ("typed", "import", "adjustment", "reprice", "revert")


def upgrade() -> None:
    _allow((*SOURCES, "advice"))


def downgrade() -> None:
    op.execute("UPDATE price_list_row SET source = 'reprice' WHERE source = 'advice'")
    _allow(SOURCES)


def _allow(sources: tuple[str, ...]) -> None:
    told = ", ".join(f"'{each}'" for each in sources)
    with op.batch_alter_table('price_list_row', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(op.f('ck_price_list_row_source'), type_='check')
        batch_op.create_check_constraint(op.f('ck_price_list_row_source'), f"source IN ({told})")
