"""Loading many masters at once: what is shown is what happens, and it can be put back."""

from decimal import Decimal

from fluxion.base.facts import as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains import catalog
from fluxion.domains.catalog import reads
from fluxion.domains.catalog.shapes import LocationFilter, ProductFilter

RICE = {"sku": "ARR-1", "name": "Arroz 1 kg", "category": "Granos", "cost": Decimal("1.20"), "pack_size": Decimal(24)}
BEANS = {"sku": "FRI-1", "name": "Frijol negro", "category": "granos", "cost": None, "pack_size": None}


def test_a_dry_run_tells_what_the_load_then_does_and_writes_nothing(works: Works) -> None:
    with works.write() as work:
        shown = catalog.upsert_products(work, [RICE, BEANS], dry_run=True)
    with works.read() as work:
        assert reads.products(work, ProductFilter(), Ask()).items == []
    with works.write() as work:
        done = catalog.upsert_products(work, [RICE, BEANS])
    assert [(c.key, c.outcome, c.after) for c in shown] == [(c.key, c.outcome, c.after) for c in done]
    with works.read() as work:
        rows = reads.products(work, ProductFilter(), Ask()).items
        assert [(r.sku, r.category, r.cost, r.pack_size, r.moq, r.active) for r in rows] == [
            ("ARR-1", "Granos", Decimal("1.2"), Decimal(24), Decimal(0), True),
            ("FRI-1", "Granos", None, Decimal(1), Decimal(0), True),
        ]


def test_loading_the_same_rows_again_changes_nothing(works: Works) -> None:
    with works.write() as work:
        catalog.upsert_products(work, [RICE, BEANS])
    with works.write() as work:
        again = catalog.upsert_products(work, [RICE | {"sku": "arr-1 "}, BEANS, {"sku": "ARR-1", "cost": Decimal("1.20")}])
    assert [c.outcome for c in again] == ["unchanged", "unchanged", "error"]
    assert again[2].error is not None and again[2].error.code == "duplicate"
    with works.read() as work:
        assert [r.version for r in reads.products(work, ProductFilter(), Ask()).items] == [1, 1]


def test_only_the_fields_that_came_are_changed_and_undo_puts_them_back(works: Works) -> None:
    with works.write() as work:
        catalog.upsert_products(work, [RICE])
        changes = catalog.upsert_products(work, [{"sku": "ARR-1", "name": "Arroz blanco", "category": "Cereales"}, BEANS])
    assert (changes[0].before, changes[0].after) == (
        {"name": "Arroz 1 kg", "category": "Granos"},
        {"name": "Arroz blanco", "category": "Cereales"},
    )
    with works.read() as work:
        rice = reads.products(work, ProductFilter(q="blanco"), Ask()).items[0]
        assert (rice.name, rice.category, rice.cost, rice.version) == ("Arroz blanco", "Cereales", Decimal("1.2"), 2)
    images = [(c.key, as_json(c.before), as_json(c.after)) for c in changes]
    with works.write() as work:
        assert [u.outcome for u in catalog.undo_upsert(work, "products", images)] == ["restored", "removed"]
    with works.read() as work:
        left = reads.products(work, ProductFilter(), Ask()).items
        assert [(r.sku, r.name, r.category) for r in left] == [("ARR-1", "Arroz 1 kg", "Granos")]
        assert reads.products(work, ProductFilter(q="blanco"), Ask()).items == []


def test_undo_keeps_what_somebody_changed_since_and_what_is_in_use(works: Works) -> None:
    with works.write() as work:
        changes = catalog.upsert_products(work, [RICE, BEANS])
        catalog.upsert_products(work, [{"sku": "ARR-1", "cost": Decimal("1.30")}])
        images = [(c.key, c.before, c.after) for c in changes]
        undone = catalog.undo_upsert(work, "products", images, in_use={changes[1].id or 0})
    assert [u.outcome for u in undone] == ["kept", "deactivated"]
    with works.read() as work:
        assert [(r.sku, r.active) for r in reads.products(work, ProductFilter(), Ask()).items] == [("ARR-1", True), ("FRI-1", False)]


def test_locations_may_name_sources_of_the_same_load_but_not_rings_or_strangers(works: Works) -> None:
    rows = [
        {"code": "T1", "name": "Tienda 1", "kind": "store", "supplied_by": "cd"},
        {"code": "CD", "name": "Centro", "kind": "dc"},
        {"code": "A", "name": "A", "supplied_by": "B"},
        {"code": "B", "name": "B", "supplied_by": "A"},
        {"code": "X", "name": "X", "supplied_by": "NOBODY"},
        {"code": "Y", "name": "Y", "supplied_by": "X"},
    ]
    with works.write() as work:
        changes = catalog.upsert_locations(work, rows)
    assert [(c.outcome, c.error.code if c.error else None) for c in changes] == [
        ("new", None),
        ("new", None),
        ("error", "ring"),
        ("error", "ring"),
        ("error", "unknown"),
        ("error", "unknown"),
    ]
    with works.read() as work:
        by_code = {each.code: each for each in reads.locations(work, LocationFilter(), Ask()).items}
        assert set(by_code) == {"T1", "CD"}
        assert by_code["T1"].supplied_by_id == by_code["CD"].id
    with works.write() as work:
        undone = catalog.undo_upsert(work, "locations", [(c.key, c.before, c.after) for c in changes[:2]])
    assert [u.outcome for u in undone] == ["removed", "removed"]


def test_a_name_with_braces_does_not_break_the_reason(works: Works) -> None:
    with works.write() as work:
        change = catalog.upsert_products(work, [{"sku": "{x}"}])[0]
    assert change.error is not None
    assert change.error.in_language("en") == {
        "pointer": "/name",
        "code": "required",
        "message": "“name” is missing and is required for “{x}”.",
    }


def test_the_frame_holds_every_product_with_plain_numbers(works: Works) -> None:
    with works.write() as work:
        catalog.upsert_products(work, [RICE, BEANS])
    with works.read() as work:
        frame = catalog.product_frame(work).to_pydict()
    assert frame["sku_key"] == ["ARR-1", "FRI-1"]
    assert frame["cost"] == [1.2, None]
    assert frame["pack_size"] == [24.0, 1.0]
    assert frame["category"] == ["Granos", "Granos"]
