"""levels that are fine lie outside the index of states"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

NOT_OK = sa.text("state <> 'ok'")


def upgrade() -> None:
    with op.batch_alter_table('stock_level', schema=None) as batch_op:
        batch_op.drop_index('ix_stock_level_state')
        batch_op.create_index('ix_stock_level_state', ['state', 'location_id', 'product_id'], unique=False, sqlite_where=NOT_OK, postgresql_where=NOT_OK)
    _look_at_it()


def downgrade() -> None:
    with op.batch_alter_table('stock_level', schema=None) as batch_op:
        batch_op.drop_index('ix_stock_level_state')
        batch_op.create_index('ix_stock_level_state', ['state', 'location_id', 'product_id'], unique=False)
    _look_at_it()


def _look_at_it() -> None:
    """SQLite takes an index it never looked at for far better than it is, and would find the levels of one product by their state."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA analysis_limit = 1000")
        op.execute("ANALYZE stock_level")
