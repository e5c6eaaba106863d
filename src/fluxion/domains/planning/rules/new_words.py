"""Sentences about what is new at a location, and about centres that supply it."""

from fluxion.values.errors import Text

NEW_SENTENCES: dict[str, Text] = {
    "like_elsewhere": {
        "es": "Es nuevo en esta ubicación: el pronóstico parte de los {lent_pace} por día que el mismo producto vende en una ubicación mediana (se conocen {lent_places}), por {lent_size}, el tamaño de esta frente a ella, y pasa poco a poco a sus propias ventas.",
        "en": "It is new at this location: the forecast starts from the {lent_pace} a day that the same product sells at a middling location ({lent_places} are known), times {lent_size}, the size of this one beside it, and passes little by little to its own sales.",
        "pt": "É novo neste local: a previsão parte dos {lent_pace} por dia que o mesmo produto vende em um local mediano (conhecem-se {lent_places}), vezes {lent_size}, o tamanho deste diante dele, e passa aos poucos às próprias vendas.",
    },
    "includes_new": {
        "es": "De ella, {from_new} por día son lo que se espera de ubicaciones en las que el producto es nuevo.",
        "en": "Of it, {from_new} a day are what is expected of locations at which the product is new.",
        "pt": "Dela, {from_new} por dia são o que se espera de locais em que o produto é novo.",
    },
}
