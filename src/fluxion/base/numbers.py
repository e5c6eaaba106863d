"""Numbers of documents, one after the other without a gap, however many people create them at once."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from fluxion.base.columns import Row


class NumberSeries(Row):
    """The last number given out in each series; its row stays locked until the document that took it is committed."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


def next_number(db: Session, series: str, prefix: str) -> str:
    """The next number of the series, such as "OC-000001"; given back when the transaction is undone."""
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    first = dialect.insert(NumberSeries).values(name=series, last=1)
    taken = first.on_conflict_do_update(index_elements=["name"], set_={"last": NumberSeries.last + 1}).returning(NumberSeries.last)
    return f"{prefix}-{db.execute(taken).scalar_one():06d}"
