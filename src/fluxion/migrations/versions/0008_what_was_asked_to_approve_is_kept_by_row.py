"""what was asked to approve is kept by row"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('price_list_row', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_fall', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('price_list_row', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_column('asked_fall')
