"""What insights refuses."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class NoSalesOfCampaign(Refusal):
    """A campaign has results once there are sales of its days."""

    code = "insights.no_sales_of_campaign"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Aún no hay ventas de los días de la campaña {code}; cargue las ventas desde el {day} y vuelva a intentar.",
        "en": "There are no sales of the days of campaign {code} yet; load the sales from {day} on and try again.",
        "pt": "Ainda não há vendas dos dias da campanha {code}; carregue as vendas desde {day} e tente de novo.",
    }
