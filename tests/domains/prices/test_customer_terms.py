"""A customer's own segment and price list: what lowers their prices too far is not for one person to decide, by hand or by file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.domains.integration.company import bring, check, counts, load, undo
from tests.domains.prices.selling import ANA, D, approved, pays, selling_to_all

from fluxion.app import compose
from fluxion.base.facts import FactRow
from fluxion.base.settings import Settings
from fluxion.base.work import Actor, Works
from fluxion.domains import partners
from fluxion.domains.partners import reads
from fluxion.domains.partners.actions import create_customer, edit_customer
from fluxion.domains.partners.ports import TermsGate
from fluxion.domains.partners.shapes import CustomerEdit, CustomerIn
from fluxion.domains.prices.actions import groups as group_actions
from fluxion.domains.prices.errors.lists import LoweredTooFar
from fluxion.domains.prices.reads.customer_terms import terms_lowered_too_far
from fluxion.domains.prices.shapes.lists import GroupIn

ONE, TWO = 1, 2
EDITOR = Actor(id=4, name="Eva", rights=frozenset({"partners.edit_customer", "partners.read"}))
TOO_FAR = {"code": "VIP", "sku": "ARR", "percent": "50", "threshold": "10"}


@pytest.fixture
def company(works: Works) -> Works:
    """Everybody pays 10.00 for rice, the group VIP and whoever names the list PROPIA 5.00, the group CERCA 9.50. Over 10 % needs two."""
    works = selling_to_all(replace(works, ports={TermsGate: TermsGate(terms_lowered_too_far)}))
    for code, price in (("VIP", "5"), ("CERCA", "9.50")):
        with works.write(ANA) as work:
            group = group_actions.create_group(work, GroupIn(code=code, name=f"Clientes {code}")).id
        approved(works, code, price, audience="segment", group_id=group)
    approved(works, "PROPIA", "5", audience="customer")
    return works


def edited(works: Works, customer: int, actor: Actor = ANA, **edit: Any) -> None:
    with works.write(actor) as work:
        edit_customer(work, customer, CustomerEdit(**edit))


def refused(works: Works, customer: int, actor: Actor = ANA, **edit: Any) -> dict[str, object]:
    """What somebody is told who may not make the edit; the customer is as before and nothing was announced."""
    with works.read(ANA) as work:
        before, told = reads.customer(work, customer), work.db.query(FactRow).count()
    with pytest.raises(LoweredTooFar) as caught:
        edited(works, customer, actor, **edit)
    with works.read(ANA) as work:
        assert reads.customer(work, customer) == before
        assert work.db.query(FactRow).count() == told
    return caught.value.params


@pytest.mark.parametrize("segment", ["VIP", "vip", "Clientes VIP"])
def test_a_segment_whose_prices_are_too_low_is_not_given_by_one_person(company: Works, segment: str) -> None:
    assert refused(company, ONE, segment=segment, name="Otro nombre") == TOO_FAR
    assert pays(company, ONE) == D("10.00")


def test_a_list_of_their_own_is_measured_too(company: Works) -> None:
    assert refused(company, ONE, price_list="propia") == TOO_FAR | {"code": "PROPIA"}


def test_what_lowers_little_raises_or_means_nothing_is_let_through(company: Works) -> None:
    edited(company, ONE, segment="CERCA")
    assert pays(company, ONE) == D("9.50")
    edited(company, ONE, segment="Ferreterías", price_list="NINGUNA")
    assert pays(company, ONE) == D("10.00")
    edited(company, ONE, name="Uno más", segment="Ferreterías")


def test_leaving_a_dear_list_for_the_cheap_one_below_it_is_measured(company: Works) -> None:
    approved(company, "CARA", "12", audience="customer")
    edited(company, ONE, price_list="CARA")
    assert refused(company, ONE, segment="CERCA", price_list=None)["percent"] == "20.8"
    edited(company, ONE, segment="VIP")  # the dear list still goes first
    assert pays(company, ONE) == D("12.00")
    assert refused(company, ONE, price_list=None)["percent"] == "58.3"


def test_it_is_measured_for_whoever_edits_customers_without_reading_prices(company: Works) -> None:
    assert refused(company, ONE, EDITOR, segment="VIP") == TOO_FAR
    edited(company, ONE, EDITOR, segment="CERCA")


def test_a_new_customer_paid_nothing_before(company: Works) -> None:
    with company.write(ANA) as work:
        made = create_customer(work, CustomerIn(code="C9", name="Nueve", segment="VIP")).id
    assert pays(company, made) == D("5.00")


FILE = "codigo,nombre,segmento,lista de precios\nC1,Uno,VIP,\nC2,Dos,CERCA,\nC7,Siete,VIP,\nC8,Ocho,,PROPIA\n"


def test_rows_of_a_file_are_refused_one_by_one_and_the_others_go_in(company: Works) -> None:
    seen = check(company, bring(company, FILE, "customers"))
    assert counts(seen) == {"total": 4, "new": 2, "changed": 1, "error": 1}
    told = seen.samples.error[0]
    assert (told.row, told.column, told.value, told.code) == (2, "segmento", "C1", "refused")
    assert "50% less for ARR (list VIP)" in told.reason
    loaded = load(company, seen)
    assert counts(loaded) == counts(seen)
    with company.read(ANA) as work:
        segments = {each.code: each.segment for each in work.db.query(partners.Customer)}
    assert segments == {"C1": None, "C2": "CERCA", "C7": "VIP", "C8": None}
    assert (pays(company, ONE), pays(company, TWO)) == (D("10.00"), D("9.50"))
    undo(company, loaded)
    assert pays(company, TWO) == D("10.00")


def test_undoing_a_file_gives_customers_back_what_they_had(company: Works) -> None:
    with company.write(ANA) as work:
        vip = create_customer(work, CustomerIn(code="C9", name="Nueve", segment="VIP")).id
    loaded = load(company, bring(company, "codigo,nombre,segmento\nC9,Nueve,CERCA\n", "customers"))
    assert pays(company, vip) == D("9.50")
    undo(company, loaded)
    assert pays(company, vip) == D("5.00")  # held before, so nobody else has to look at it


def test_a_file_of_thousands_is_measured_once(company: Works) -> None:
    rows = [{"code": f"M{number}", "name": "Muchos"} for number in range(3000)]
    with company.write(ANA) as work:
        partners.upsert_customers(work, rows)
    told: list[str] = []
    event.listen(company.database.writer, "before_cursor_execute", lambda _c, _u, statement, *_: told.append(statement))

    def looked(some: list[dict[str, Any]]) -> int:
        told.clear()
        with company.write(ANA) as work:
            changes = partners.upsert_customers(work, [row | {"segment": "VIP"} for row in some], dry_run=True)
        assert {each.outcome for each in changes} == {"error"}
        return sum("price_list_row" in each for each in told)

    assert looked(rows) == looked(rows[:2])


def test_the_program_measures_customers(tmp_path: Path) -> None:
    app = compose(Settings(data_dir=tmp_path))
    try:
        assert app.works.ports[TermsGate].refusals is terms_lowered_too_far
    finally:
        app.close()
