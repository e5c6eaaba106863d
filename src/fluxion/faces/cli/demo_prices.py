"""Gives the demo company prices of its own: channels, cost sheets with history, what competitors ask, price lists and campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import numpy as np

from fluxion.base.paging import Ask
from fluxion.base.work import Work
from fluxion.domains import catalog, partners, prices
from fluxion.domains.prices.actions.campaigns import create_campaign
from fluxion.domains.prices.actions.configurations import create_configuration
from fluxion.domains.prices.actions.cost_sheets import batch_sheets, create_sheet, edit_sheet, state_cost
from fluxion.domains.prices.actions.groups import create_group
from fluxion.domains.prices.actions.list_drafts import edit_rows
from fluxion.domains.prices.actions.lists import create_list
from fluxion.domains.prices.actions.publishing import publish_list
from fluxion.domains.prices.reads.configurations import configurations
from fluxion.domains.prices.shapes.campaigns import CampaignChannelIn, CampaignIn, CampaignProducts
from fluxion.domains.prices.shapes.configurations import ConfigurationIn
from fluxion.domains.prices.shapes.cost_sheets import CostIn, SheetBatch, SheetEdit, SheetIn
from fluxion.domains.prices.shapes.lists import BreakIn, GroupIn, ListIn, Publishing, RowEdit, RowEdits
from fluxion.domains.prices.shapes.terms import ComponentIn, ComponentKind, DeductionsIn
from fluxion.faces.cli.company_files import customer_code
from fluxion.kernels.synthesis import Company, customer_names, is_promoted

CENT = Decimal("0.01")
VAT, WHOLESALE_MARKUP = Decimal(16), Decimal(20)
WITH_HISTORY, WITH_SHEET, COMPARED, WHOLESALE, FOR_KITCHENS = 12, 60, 80, 120, 40
MOST_MEMBERS, MOST_CHOSEN = 400, 40
HISTORY = ((180, "0.94", "Lista del proveedor"), (75, "0.97", "Aumento anunciado"), (12, "1", "Lista del proveedor"))
"""Days ago, share of today's cost, and where it was read."""
BESIDE: tuple[tuple[ComponentKind, str, Decimal], ...] = (
    ("freight", "Flete hasta el CEDI", Decimal("0.06")),
    ("packaging", "Empaque y etiquetas", Decimal("0.02")),
)
"""What of a cost is not the purchase, as shares of it."""
FOLLOWING = 3
"""Products whose price follows the competitors'."""
COMPETITORS = (("Mayorista El Sol", 0.93, 1.08, "Visita a tienda"), ("Distribuidora Los Llanos", 0.96, 1.12, "Catálogo impreso"))
PAST_DAYS, PAST_ENDED = 14, 20
"""How long the campaign that is over lasted, and how many days ago it ended: two weeks in which goods were sold at a discount."""
OFF = Decimal(10)


@dataclass(frozen=True)
class _Goods:
    """The products of the company as prices need them; `best` are their places, those that sell most first."""

    work: Work
    company: Company
    best: Sequence[int]
    ids: Mapping[str, int]

    def id_of(self, place: int) -> int:
        return self.ids[self.company.sku[place]]

    def cost(self, place: int) -> Decimal:
        return Decimal(str(self.company.cost[place]))

    def price(self, place: int, share: str = "1") -> Decimal:
        return _cents(Decimal(str(self.company.price[place])) * Decimal(share))

    def of_family(self, *names: str) -> list[int]:
        return [place for place in self.best if self.company.families[self.company.family[place]] in names]


def state_prices(work: Work, company: Company) -> None:
    """Everything about prices, to be committed at once; a company that has channels already is left as it is."""
    if configurations(work, None, None, Ask()).items:
        return
    known = catalog.product_frame(work).select(["id", "sku"]).to_pylist()
    best = np.argsort(-company.popularity, kind="stable").tolist()
    goods = _Goods(work, company, best, {row["sku"]: row["id"] for row in known})
    shops, wholesale = _channels(work)
    _lists(goods, wholesale)  # before the sheets: near what buyers paid without them, so that nobody else has to approve
    _sheets(goods, [shops, wholesale])
    _competitors(goods)
    _campaigns(goods, shops)


def _channels(work: Work) -> tuple[int, int]:
    """Where the company sells: over the counter, VAT in the price; and wholesale, VAT on the invoice."""
    shops = ConfigurationIn(name="Tiendas", vat_percent=VAT, deductions=DeductionsIn(payment=Decimal("1.5")), markup_percent=Decimal(28))
    calls = DeductionsIn(payment=Decimal("0.5"), shipping=Decimal(2))
    wholesale = ConfigurationIn(name="Mayoreo", price_type="B2B", vat_percent=VAT, deductions=calls, markup_percent=WHOLESALE_MARKUP)
    return create_configuration(work, shops).id, create_configuration(work, wholesale).id


def _sheets(goods: _Goods, channels: list[int]) -> None:
    """Cost sheets of what sells most; the first ones by component and with the costs before."""
    work, company = goods.work, goods.company
    for place in goods.best[:WITH_HISTORY]:
        (first, *later) = [(work.today - timedelta(days=ago), _parts(goods.cost(place), share), told) for ago, share, told in HISTORY]
        body = SheetIn(product_id=goods.id_of(place), configuration_ids=channels, components=first[1], valid_from=first[0])
        sheet = create_sheet(work, body).id
        for day, parts, told in later:
            reference = f"{told} ({company.suppliers[company.supplier[place]]})"
            state_cost(work, sheet, CostIn(components=parts, valid_from=day, reference=reference))
        if place in goods.best[:FOLLOWING]:  # never dearer than the competitor, and never below a small margin
            edit_sheet(work, sheet, SheetEdit(strategy="aggressive", minimum_price=_cents(goods.cost(place) * Decimal("1.25"))))
    others = [goods.id_of(place) for place in goods.best[WITH_HISTORY:WITH_SHEET]]
    batch_sheets(work, SheetBatch(product_ids=others, add_configuration_ids=channels))


def _parts(cost: Decimal, share: str) -> list[ComponentIn]:
    """What a cost is made of; the parts add up to it."""
    whole = _cents(cost * Decimal(share))
    beside = [ComponentIn(type=kind, name=name, value=max(_cents(whole * of), CENT)) for kind, name, of in BESIDE]
    own = whole - sum((each.value for each in beside), Decimal(0))
    return [ComponentIn(type="product", name="Compra al proveedor", value=own), *beside]


def _competitors(goods: _Goods) -> None:
    """What others ask for what sells most, around the company's own prices, twice for those that matter most."""
    chance = np.random.default_rng(goods.company.order.seed + 3)
    rows = []
    for rank, place in enumerate(goods.best[:COMPARED]):
        for name, low, high, source in COMPETITORS:
            asked = _cents(goods.price(place) * Decimal(repr(round(float(chance.uniform(low, high)), 3))))
            seen = goods.work.today - timedelta(days=int(chance.integers(1, 30)))
            told = {"sku": goods.company.sku[place], "competitor": name, "source": source}
            rows.append(told | {"price": asked, "observed_on": seen})
            if rank < WITH_HISTORY:
                rows.append(told | {"price": _cents(asked * Decimal("0.97")), "observed_on": seen - timedelta(days=60)})
    prices.upsert_competitor_prices(goods.work, rows)


def _lists(goods: _Goods, wholesale: int) -> None:
    """A wholesale list with breaks by the case, made before the last costs came; and one for kitchens that begins in two weeks."""
    work, pack = goods.work, goods.company.pack_size
    resale = _list(goods, "MAYORISTAS", "Mayoristas", ("Supermercado", "Comercial", "Minimercado"), wholesale)
    rows = []
    for rank, place in enumerate(goods.best[:WHOLESALE]):
        known = Decimal(HISTORY[-2][1]) if rank < WITH_HISTORY else Decimal(1)
        price = _cents(goods.cost(place) * known * (1 + WHOLESALE_MARKUP / 100))
        rows.append(RowEdit(product_id=goods.id_of(place), price=price, breaks=_by_the_case(max(int(pack[place]), 6))))
    edit_rows(work, resale, RowEdits(rows=rows))
    publish_list(work, resale, Publishing(note="Precios por caja acordados con ventas"))
    kitchens = _list(goods, "HORECA", "Restaurantes, panaderías y cafeterías", ("Restaurante", "Panadería", "Cafetería"))
    used = goods.of_family("Aceites y salsas", "Harinas y pastas", "Café e infusiones", "Lácteos")[:FOR_KITCHENS]
    edit_rows(work, kitchens, RowEdits(rows=[RowEdit(product_id=goods.id_of(place), price=goods.price(place, "0.97")) for place in used]))
    begins = _midnight(work.today + timedelta(days=14)).replace(tzinfo=ZoneInfo(work.settings.timezone))
    publish_list(work, kitchens, Publishing(starts_at=begins, note="Convenio anual"))


def _list(goods: _Goods, code: str, name: str, kinds: tuple[str, ...], channel: int | None = None) -> int:
    """A list for a group of the customers whose names begin so."""
    work = goods.work
    codes = {customer_code(place) for place, each in enumerate(customer_names(goods.company)) if each.startswith(kinds)}
    rows = partners.customer_frame(work).select(["id", "code"]).to_pylist()
    members = [row["id"] for row in rows if row["code"] in codes][:MOST_MEMBERS]
    group = create_group(work, GroupIn(code=code, name=name, customer_ids=members)).id
    made = ListIn(code=code, name=f"Lista de {name.lower()}", audience="segment", group_id=group, currency=work.settings.currency)
    return create_list(work, made.model_copy(update={"configuration_id": channel})).id


def _by_the_case(pack: int) -> list[BreakIn]:
    return [BreakIn(least=Decimal(pack), value=Decimal(2)), BreakIn(least=Decimal(pack * 4), value=Decimal(4))]


def _campaigns(goods: _Goods, shops: int) -> None:
    """One that is over, when goods were indeed sold at that discount, and one that runs."""
    work, order = goods.work, goods.company.order
    starts = work.today - timedelta(days=PAST_ENDED + PAST_DAYS)
    day = order.days - 1 - (order.last_day - starts).days
    sold = is_promoted(np.arange(order.products), day + 1) & is_promoted(np.arange(order.products), day + PAST_DAYS - 2)
    chosen = CampaignProducts(scope="products", product_ids=[goods.id_of(place) for place in goods.best if sold[place]][:MOST_CHOSEN])
    told = {"kind": "percentage", "channels": [CampaignChannelIn(configuration_id=shops)]}
    before = replace(work, now=work.now - timedelta(days=PAST_ENDED + PAST_DAYS + 1))
    past = _period(starts, PAST_DAYS) | told | {"value": OFF, "badge_text": "OFERTA", "badge_color": "#b45309"}
    create_campaign(before, CampaignIn.model_validate(past | {"name": "Quincena de ofertas", "code": "QUINCENA", "products": chosen}))
    coffee = next(row["category_id"] for row in catalog.product_frame(work).to_pylist() if row["category"] == "Café e infusiones")
    runs = _period(work.today - timedelta(days=1), 12) | told | {"value": Decimal(8), "badge_text": "CAFÉ", "badge_color": "#6f4e37"}
    goods_of = CampaignProducts(scope="categories", category_ids=[coffee])
    create_campaign(work, CampaignIn.model_validate(runs | {"name": "Fiesta del café", "code": "CAFE", "products": goods_of}))


def _period(starts: date, days: int) -> dict[str, str]:
    ends = starts + timedelta(days=days)
    return {name: _midnight(day).isoformat(timespec="minutes") for name, day in (("starts_at", starts), ("ends_at", ends))}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
