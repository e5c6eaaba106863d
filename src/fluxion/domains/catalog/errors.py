"""What the catalogue refuses to do."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class SuppliedInARing(Refusal):
    """Locations would supply each other in a ring."""

    code = "catalog.supplied_in_a_ring"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La ubicación {code} se abastecería a sí misma a través de otras; elija otro origen.",
        "en": "Location {code} would supply itself through others; choose another source.",
        "pt": "O local {code} abasteceria a si mesmo por meio de outros; escolha outra origem.",
    }


class StillSupplies(Refusal):
    """Other active locations are supplied by this one."""

    code = "catalog.still_supplies"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La ubicación {code} abastece a {others}; cambie antes su origen.",
        "en": "Location {code} supplies {others}; change their source first.",
        "pt": "O local {code} abastece {others}; altere antes a origem deles.",
    }


class StillInUse(Refusal):
    """Active products belong to the category."""

    code = "catalog.category_in_use"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La categoría «{name}» tiene {count} productos activos; muévalos antes.",
        "en": "Category “{name}” has {count} active products; move them first.",
        "pt": "A categoria “{name}” tem {count} produtos ativos; mova-os antes.",
    }
