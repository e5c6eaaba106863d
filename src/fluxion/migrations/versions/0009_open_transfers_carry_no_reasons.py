"""open transfers carry no reasons"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

EXPLANATION = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
EDITED, REPLACED = sa.text("state = 'open' and edited"), sa.text("state = 'superseded' and not edited")


def upgrade() -> None:
    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.create_index('ix_suggestion_edited', ['state', 'edited', 'product_id', 'location_id'], unique=False, sqlite_where=EDITED, postgresql_where=EDITED)

    with op.batch_alter_table('transfer_suggestion', schema=None) as batch_op:
        batch_op.alter_column('explanation', existing_type=EXPLANATION, nullable=True)
        batch_op.drop_index('ix_transfer_suggestion_run_id')
        batch_op.create_index('ix_transfer_suggestion_edited', ['state', 'edited', 'product_id', 'from_location_id', 'to_location_id'], unique=False, sqlite_where=EDITED, postgresql_where=EDITED)
        batch_op.create_index('ix_transfer_suggestion_replaced', ['state', 'run_id'], unique=False, sqlite_where=REPLACED, postgresql_where=REPLACED)


def downgrade() -> None:
    _tell_what_the_row_knows()
    with op.batch_alter_table('transfer_suggestion', schema=None) as batch_op:
        batch_op.drop_index('ix_transfer_suggestion_replaced')
        batch_op.drop_index('ix_transfer_suggestion_edited')
        batch_op.create_index('ix_transfer_suggestion_run_id', ['run_id'], unique=False)
        batch_op.alter_column('explanation', existing_type=EXPLANATION, nullable=False)

    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.drop_index('ix_suggestion_edited')


def _tell_what_the_row_knows() -> None:
    """Reasons without the stock of either end, which only the mart knows: enough for the version before to read, until its next plan."""
    made = "jsonb_build_object" if op.get_bind().dialect.name == "postgresql" else "json_object"
    figures = (
        "'kind', kind, 'quantity', quantity_suggested / 1000.0, 'origin', from_name, 'target', to_name, 'transfer_days', 2, "
        "'as_of', cast(ship_by as text), 'data_until', null"
    )
    op.execute(f"UPDATE transfer_suggestion SET explanation = {made}('figures', {made}({figures})) WHERE explanation IS NULL")
