"""What campaigns refuse."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class CampaignOver(Refusal):
    """A campaign that is over stays as it was."""

    code = "prices.campaign_over"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La campaña {code} ya terminó y queda como fue; duplíquela para hacer una nueva.",
        "en": "Campaign {code} is over and stays as it was; duplicate it to make a new one.",
        "pt": "A campanha {code} já terminou e fica como foi; duplique-a para fazer uma nova.",
    }


class CampaignNotRunning(Refusal):
    """Only what is running can be ended early."""

    code = "prices.campaign_not_running"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La campaña {code} no está activa ahora; si aún no empieza, apáguela o cambie su período.",
        "en": "Campaign {code} is not active now; if it has not started, switch it off or change its period.",
        "pt": "A campanha {code} não está ativa agora; se ainda não começou, desligue-a ou mude o período.",
    }


class CampaignStarted(Refusal):
    """The start of a campaign that runs is a fact."""

    code = "prices.campaign_started"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La campaña {code} ya empezó y su inicio no cambia; termínela y duplíquela, o cambie solo el final.",
        "en": "Campaign {code} has started and its start stays; end and duplicate it, or change only its end.",
        "pt": "A campanha {code} já começou e o início não muda; termine-a e duplique-a, ou mude só o fim.",
    }


class BelowCostBlocked(Refusal):
    """The company does not sell below cost."""

    code = "prices.below_cost_blocked"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La empresa no vende por debajo del costo, así que la protección de costo queda encendida; "
        "quien puede cambiar la política decide otra cosa en Política de precios.",
        "en": "The company does not sell below cost, so the cost protection stays on; "
        "whoever may change the policy can decide otherwise under Price policy.",
        "pt": "A empresa não vende abaixo do custo, portanto a proteção de custo fica ligada; "
        "quem pode mudar a política decide outra coisa em Política de preços.",
    }


class ChannelCurrencyChanged(Refusal):
    """Amounts stated in one currency say nothing in another."""

    code = "prices.channel_currency_changed"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El canal {channel} pasó de {was} a {now}; escriba los montos de la campaña en {now} y guárdela.",
        "en": "Channel {channel} went from {was} to {now}; write the campaign's amounts in {now} and save it.",
        "pt": "O canal {channel} passou de {was} para {now}; escreva os valores da campanha em {now} e salve-a.",
    }
