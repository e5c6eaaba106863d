"""The command palette's search: pages, products, suppliers, locations and purchase orders, best match first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from rapidfuzz import fuzz, process
from sqlalchemy import Select, select

from fluxion.base.work import Work
from fluxion.domains.catalog import Location, Product
from fluxion.domains.insights.shapes import Hit, Hits, HitType
from fluxion.domains.partners import Supplier
from fluxion.domains.purchases import PurchaseOrder
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import Text, say

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])
CANDIDATES = 60
LIKENESS = 78
SHORTEST_FUZZY = 4
EXACT, STARTS, WORD_STARTS, CONTAINS = 100.0, 90.0, 80.0, 70.0


@dataclass(frozen=True)
class PageEntry:
    """A page of the application, the right it needs and the words it is looked for by."""

    href: str
    right: str
    label: Text
    words: str


PAGES = (
    PageEntry(
        "/", "insights.read", {"es": "Inicio", "en": "Dashboard", "pt": "Início"}, "tablero panel dashboard kpi indicadores ventas sales"
    ),
    PageEntry("/stock", "stock.read", {"es": "Existencias", "en": "Stock", "pt": "Estoque"}, "inventario inventory almacen"),
    PageEntry(
        "/suggestions",
        "planning.read",
        {"es": "Compras sugeridas", "en": "Suggested purchases", "pt": "Compras sugeridas"},
        "sugerencias reposicion reorder reposicao pedidos",
    ),
    PageEntry("/transfers", "planning.read", {"es": "Traslados", "en": "Transfers", "pt": "Transferências"}, "traslado mover transfer"),
    PageEntry(
        "/purchase-orders",
        "purchases.read",
        {"es": "Órdenes de compra", "en": "Purchase orders", "pt": "Pedidos de compra"},
        "pedidos ordenes orders oc po",
    ),
    PageEntry(
        "/abc", "planning.read", {"es": "Análisis ABC/XYZ", "en": "ABC/XYZ analysis", "pt": "Análise ABC/XYZ"}, "clases classes pareto"
    ),
    PageEntry("/alerts", "planning.read", {"es": "Alertas", "en": "Alerts", "pt": "Alertas"}, "quiebres sobrestock ruptura"),
    PageEntry(
        "/imports",
        "integration.read",
        {"es": "Importar archivos", "en": "Import files", "pt": "Importar arquivos"},
        "cargar subir csv excel",
    ),
    PageEntry("/jobs", "insights.read", {"es": "Tareas", "en": "Jobs", "pt": "Tarefas"}, "procesos progreso background"),
    PageEntry("/users", "access.read", {"es": "Usuarios", "en": "Users", "pt": "Usuários"}, "personas permisos roles cuentas"),
    PageEntry("/audit", "access.read", {"es": "Auditoría", "en": "Audit trail", "pt": "Auditoria"}, "registro historial cambios log"),
)


@dataclass(frozen=True)
class Found:
    """A candidate with the texts it is ranked by."""

    hit: Hit
    code: str
    text: str


def search(work: Work, q: str, limit: int = 20) -> Hits:
    """What the person may see whose code or name has every word of the question; the nearest names when nothing has."""
    work.require("insights.read")
    asked = search_key(q)
    if not asked:
        return Hits(items=[])
    found = [*_pages(work), *_records(work, asked, code_key(q))]
    scored = [(score, each) for each in found if (score := _score(asked, each)) > 0]
    if not scored and len(asked) >= SHORTEST_FUZZY and work.actor.may("catalog.read"):
        scored = [(score, each) for score, each in _alike(work, asked)]
    scored.sort(key=lambda pair: (-pair[0], _ORDER.index(pair[1].hit.type), len(pair[1].text), pair[1].hit.label))
    return Hits(items=[each.hit for _, each in scored[:limit]])


_ORDER: tuple[HitType, ...] = ("page", "product", "order", "supplier", "location")


def _score(asked: str, found: Found) -> float:
    words = asked.split()
    if asked == found.code:
        return EXACT
    if not all(word in found.text for word in words):
        return 0.0
    if found.text.startswith(asked) or found.code.startswith(asked):
        return STARTS
    parts = found.text.split()
    return WORD_STARTS if all(any(part.startswith(word) for part in parts) for word in words) else CONTAINS


def _pages(work: Work) -> Iterable[Found]:
    for page in PAGES:
        if work.actor.may(page.right):
            label = say(page.label, work.lang)
            hit = Hit(type="page", id=None, label=label, detail="", href=page.href)
            yield Found(hit, "", search_key(label, *page.label.values(), page.words))


def _records(work: Work, asked: str, code: str) -> Iterable[Found]:
    for right, source in (
        ("catalog.read", _products),
        ("purchases.read", _orders),
        ("partners.read", _suppliers),
        ("catalog.read", _locations),
    ):
        if work.actor.may(right):
            yield from source(work, asked, code)


def _having(query: Q, column: Any, asked: str) -> Q:
    for word in asked.split():
        query = query.where(column.contains(word, autoescape=True))
    return query


def _products(work: Work, asked: str, code: str) -> Iterable[Found]:
    columns = select(Product.id, Product.sku, Product.name, Product.sku_key)
    exact = columns.where(Product.sku_key.startswith(code, autoescape=True)).order_by(Product.sku_key).limit(CANDIDATES)
    inside = _having(columns, Product.search, asked).order_by(Product.name_key).limit(CANDIDATES)
    rows = {row.id: row for query in (exact, inside) for row in work.db.execute(query)}
    return [_product(row.id, row.sku, row.name) for row in rows.values()]


def _product(key: int, sku: str, name: str) -> Found:
    hit = Hit(type="product", id=key, label=name, detail=sku, href=f"/products/{key}")
    return Found(hit, search_key(sku), search_key(sku, name))


def _orders(work: Work, asked: str, code: str) -> Iterable[Found]:
    query = (
        select(PurchaseOrder.id, PurchaseOrder.number, Supplier.name)
        .join(Supplier, Supplier.id == PurchaseOrder.supplier_id)
        .where(PurchaseOrder.number.contains(code, autoescape=True))
        .order_by(PurchaseOrder.id.desc())
        .limit(CANDIDATES)
    )
    if work.actor.locations is not None:
        query = query.where(PurchaseOrder.location_id.in_(work.actor.locations))
    for key, number, name in work.db.execute(query):
        hit = Hit(type="order", id=key, label=number, detail=name, href=f"/purchase-orders/{key}")
        yield Found(hit, search_key(number), search_key(number, name))


def _suppliers(work: Work, asked: str, code: str) -> Iterable[Found]:
    query = _having(select(Supplier.id, Supplier.code, Supplier.name), Supplier.search, asked).order_by(Supplier.name_key)
    for key, own, name in work.db.execute(query.limit(CANDIDATES)):
        hit = Hit(type="supplier", id=key, label=name, detail=own, href=f"/suggestions?supplier_id={key}")
        yield Found(hit, search_key(own), search_key(own, name))


def _locations(work: Work, asked: str, code: str) -> Iterable[Found]:
    query = _having(select(Location.id, Location.code, Location.name), Location.search, asked).order_by(Location.code_key)
    if work.actor.locations is not None:
        query = query.where(Location.id.in_(work.actor.locations))
    for key, own, name in work.db.execute(query.limit(CANDIDATES)):
        hit = Hit(type="location", id=key, label=name, detail=own, href=f"/stock?location_id={key}")
        yield Found(hit, search_key(own), search_key(own, name))


def _alike(work: Work, asked: str) -> list[tuple[float, Found]]:
    """Products whose names are nearly what was typed."""
    rows = work.db.execute(select(Product.id, Product.sku, Product.name, Product.name_key)).all()
    near = process.extract(asked, [row.name_key for row in rows], scorer=fuzz.partial_ratio, score_cutoff=LIKENESS, limit=CANDIDATES)
    return [(score / 2, _product(rows[index].id, rows[index].sku, rows[index].name)) for _, score, index in near]
