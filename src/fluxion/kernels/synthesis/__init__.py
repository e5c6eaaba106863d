"""Synthesis: makes up a distributor that behaves like a real one, for the demo, the tests and the measurements.

Seeded and pure: the same order gives the same company to the last line. Nothing in it is anybody's data.
"""

from fluxion.kernels.synthesis.company import Company, CompanyOrder, make_company
from fluxion.kernels.synthesis.sales import SaleColumns, closing_stock, customer_names, is_promoted, sale_days, seller_names

__all__ = [
    "Company",
    "CompanyOrder",
    "SaleColumns",
    "closing_stock",
    "customer_names",
    "is_promoted",
    "make_company",
    "sale_days",
    "seller_names",
]
