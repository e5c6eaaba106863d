"""Sales: what a sold line is — its columns, which lines can be true, what makes two of them the same, and returns.

There are no rows here yet: lines that were sold live in `history`, and selling documents come with their own part.
"""

from fluxion.domains.sales.rules import LINE_RULES, SALE_LINES, LineRule, row_key_sql, signed_discount_sql

RIGHTS: tuple[str, ...] = ("sales.read",)

__all__ = ["LINE_RULES", "RIGHTS", "SALE_LINES", "LineRule", "row_key_sql", "signed_discount_sql"]
