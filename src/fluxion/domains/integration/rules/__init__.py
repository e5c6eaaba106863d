"""What each kind of file may say, which column means what, and what can be wrong with a row. Pure."""

from collections.abc import Mapping

from fluxion.domains.integration.rules.competitors import COMPETITOR_PRICES
from fluxion.domains.integration.rules.costs import COSTS
from fluxion.domains.integration.rules.knowledge import EVENTS, PRODUCT_LINKS
from fluxion.domains.integration.rules.locations import LOCATIONS
from fluxion.domains.integration.rules.parameters import PARAMETERS
from fluxion.domains.integration.rules.partners import CUSTOMERS, SUPPLIERS
from fluxion.domains.integration.rules.prices import PRICES
from fluxion.domains.integration.rules.products import PRODUCTS
from fluxion.domains.integration.rules.sales import SALES
from fluxion.domains.integration.rules.spec import EntityName, EntitySpec, Field
from fluxion.domains.integration.rules.stock import STOCK
from fluxion.domains.integration.rules.supplies import SUPPLIES

ENTITIES: Mapping[EntityName, EntitySpec] = {
    spec.name: spec
    for spec in (
        PRODUCTS,
        LOCATIONS,
        SUPPLIERS,
        STOCK,
        CUSTOMERS,
        SALES,
        PARAMETERS,
        SUPPLIES,
        EVENTS,
        PRODUCT_LINKS,
        PRICES,
        COMPETITOR_PRICES,
        COSTS,
    )
}

__all__ = ["ENTITIES", "EntityName", "EntitySpec", "Field"]
