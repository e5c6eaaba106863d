"""The files of a made-up company, one for each entity, as any company would bring them to the import."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from fluxion.kernels.synthesis import Company, SaleColumns, closing_stock, customer_names, sale_days, seller_names
from fluxion.kernels.synthesis.company import Floats, Ints

ENTITIES = ("locations", "suppliers", "products", "customers", "stock", "sales")
"""In the order to load them."""


def write_files(company: Company, folder: Path) -> Iterator[tuple[str, Path]]:
    """The company's files, in the order to load them. Sales are written a day at a time, whatever their number."""
    paths = {entity: folder / f"{entity}.parquet" for entity in ENTITIES}
    sold = write_sales(company, paths["sales"])
    for entity, rows in masters(company, sold):
        pq.write_table(rows, paths[entity], compression="zstd")
    yield from paths.items()


def masters(company: Company, sold: Floats) -> Iterator[tuple[str, pa.Table]]:
    """Everything but the sales, as tables."""
    yield "locations", locations_table(company)
    yield "suppliers", suppliers_table(company)
    yield "products", products_table(company)
    yield "customers", customers_table(company)
    yield "stock", stock_table(company, sold)


def write_sales(company: Company, path: Path) -> Floats:
    """Write the sales lines; gives the units sold by product and store."""
    made = SalesTable(company)
    writer: pq.ParquetWriter | None = None
    for day in sale_days(company):
        rows = made.rows(day)
        writer = writer or pq.ParquetWriter(path, rows.schema, compression="zstd")
        if rows.num_rows:
            writer.write_table(rows)
    if writer is not None:
        writer.close()
    return made.sold


def locations_table(company: Company) -> pa.Table:
    """Stores and distribution centres; each store is supplied by one centre."""
    stores, centres = company.order.stores, company.order.centres
    supplied_by = [company.place_code[stores + int(c)] if centres else None for c in company.place_centre] + [None] * centres
    return pa.table(
        {
            "codigo": company.place_code,
            "nombre": company.place_name,
            "tipo": company.place_kind,
            "latitud": [at[0] for at in company.place_at],
            "longitud": [at[1] for at in company.place_at],
            "abastecida_por": supplied_by,
            "dias_revision": [7] * (stores + centres),
            "dias_entrega": [2] * stores + [None] * centres,
        }
    )


def suppliers_table(company: Company) -> pa.Table:
    """Suppliers with their lead times and minimums."""
    return pa.table(
        {
            "codigo": [f"P{i + 1:03d}" for i in range(len(company.suppliers))],
            "nombre": company.suppliers,
            "dias_entrega": company.lead_time_days,
            "desviacion_entrega": company.lead_time_std_days,
            "pedido_minimo": company.minimum_order,
        }
    )


def products_table(company: Company) -> pa.Table:
    """Products with cost, price, supplier, pack and minimum."""
    return pa.table(
        {
            "sku": company.sku,
            "nombre": company.name,
            "categoria": [company.families[f] for f in company.family],
            "marca": company.brand,
            "costo": [f"{value:.2f}" for value in company.cost],
            "precio": [f"{value:.2f}" for value in company.price],
            "proveedor": [f"P{s + 1:03d}" for s in company.supplier],
            "unidades_por_empaque": company.pack_size,
            "cantidad_minima": company.moq,
        }
    )


def customers_table(company: Company) -> pa.Table:
    """Customers with the salesperson who calls on them."""
    names, sellers = customer_names(company), seller_names()
    return pa.table(
        {
            "codigo": [customer_code(i) for i in range(len(names))],
            "nombre": names,
            "vendedor": [sellers[i % len(sellers)] for i in range(len(names))],
        }
    )


def stock_table(company: Company, sold: Floats) -> pa.Table:
    """What lies in each location: listed products in the stores, everything in the centres."""
    on_hand = closing_stock(company, sold)
    listed = np.ones(on_hand.shape, np.bool_)
    listed[:, : company.order.stores] = company.listed
    product, place = np.nonzero(listed)
    return pa.table(
        {
            "ubicacion": pa.array(company.place_code).take(pa.array(place)),
            "sku": pa.array(company.sku).take(pa.array(product)),
            "existencia": on_hand[product, place],
        }
    )


def customer_code(number: int) -> str:
    """The code of the customer that sales know by a position."""
    return f"C{number + 1:05d}"


def document_numbers(document: Ints) -> pa.Array:
    """The documents of sales lines as they are written: F00000001 and so on."""
    numbers, index = np.unique(document, return_inverse=True)
    written = pc.binary_join_element_wise("F", pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 8, "0"), "")
    return written.take(pa.array(index))


class SalesTable:
    """Turns the days of a company's sales into rows as its file has them, and adds up what was sold."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.sold = np.zeros((company.order.products, company.order.stores))
        self._first = np.datetime64(company.order.last_day) - (company.order.days - 1)
        self._places, self._skus = pa.array(company.place_code), pa.array(company.sku)
        self._customers = pa.array([customer_code(i) for i in range(len(customer_names(company)))])
        self._sellers = pa.array(seller_names())

    def rows(self, day: SaleColumns) -> pa.Table:
        """Sales lines with document, line, customer and salesperson."""
        stores = self.company.order.stores
        units = np.bincount(day.product * stores + day.store, np.maximum(day.quantity, 0), self.sold.size)
        self.sold += units.reshape(self.sold.shape)
        return pa.table(
            {
                "fecha": pa.array(self._first + day.day),
                "documento": document_numbers(day.document),
                "linea": day.line,
                "ubicacion": self._places.take(pa.array(day.store)),
                "sku": self._skus.take(pa.array(day.product)),
                "cantidad": day.quantity,
                "precio_unitario": day.unit_price,
                "costo_unitario": day.unit_cost,
                "descuento": day.discount,
                "cliente": self._customers.take(pa.array(day.customer)),
                "vendedor": self._sellers.take(pa.array(day.seller)),
            }
        )
