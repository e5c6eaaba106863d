"""What planning refuses, and what to do instead."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class NoSales(Refusal):
    """There is nothing to plan from yet."""

    code = "planning.no_sales"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "No hay ventas antes de la fecha del plan. Importe ventas o elija una fecha posterior.",
        "en": "There are no sales before the day of the plan. Import sales or choose a later day.",
        "pt": "Não há vendas antes da data do plano. Importe vendas ou escolha uma data posterior.",
    }


class NoPlan(Refusal):
    """No planning run has finished yet."""

    code = "planning.no_plan"
    kind = Kind.NOT_FOUND
    text: ClassVar[Text] = {
        "es": "Todavía no hay un plan terminado. Ejecute la planificación.",
        "en": "There is no finished plan yet. Run the planning.",
        "pt": "Ainda não há um plano concluído. Execute o planejamento.",
    }


class NotOpen(Refusal):
    """Somebody already decided on the suggestion, or a newer plan replaced it."""

    code = "planning.not_open"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La sugerencia ya no está abierta ({state}). Vuelva a cargar la lista.",
        "en": "The suggestion is no longer open ({state}). Reload the list.",
        "pt": "A sugestão não está mais aberta ({state}). Recarregue a lista.",
    }


class NotRejected(Refusal):
    """Only what was rejected can be opened again."""

    code = "planning.not_rejected"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Solo se puede reabrir una sugerencia rechazada; esta está {state}.",
        "en": "Only a rejected suggestion can be opened again; this one is {state}.",
        "pt": "Só é possível reabrir uma sugestão rejeitada; esta está {state}.",
    }


class ReplacedByNewer(Refusal):
    """A newer plan proposes the same product for the same location."""

    code = "planning.replaced_by_newer"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Un plan más reciente ya propone {sku} para {location}; decida sobre esa sugerencia.",
        "en": "A newer plan already proposes {sku} for {location}; decide on that suggestion.",
        "pt": "Um plano mais recente já propõe {sku} para {location}; decida sobre essa sugestão.",
    }


class NoSupplier(Refusal):
    """An order needs a supplier."""

    code = "planning.no_supplier"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "{sku} no tiene proveedor. Asígnele uno en la ficha del producto y vuelva a planificar.",
        "en": "{sku} has no supplier. Assign one on the product's page and plan again.",
        "pt": "{sku} não tem fornecedor. Atribua um na ficha do produto e planeje de novo.",
    }


class NothingToOrder(Refusal):
    """A quantity of zero is not an order."""

    code = "planning.nothing_to_order"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La cantidad de {sku} es cero. Corríjala o rechace la sugerencia.",
        "en": "The quantity of {sku} is zero. Correct it or reject the suggestion.",
        "pt": "A quantidade de {sku} é zero. Corrija-a ou rejeite a sugestão.",
    }


class UnknownSuggestion(Refusal):
    """The suggestion does not exist, or lies outside what the person may see."""

    code = "planning.unknown_suggestion"
    kind = Kind.NOT_FOUND
    text: ClassVar[Text] = {
        "es": "No se encontró la sugerencia.",
        "en": "The suggestion was not found.",
        "pt": "A sugestão não foi encontrada.",
    }


class BadParameter(Refusal):
    """The parameter, its scope or its value cannot be accepted."""

    code = "planning.bad_parameter"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "El parámetro no se puede guardar; revise los campos señalados.",
        "en": "The parameter cannot be saved; check the fields named.",
        "pt": "O parâmetro não pode ser salvo; verifique os campos indicados.",
    }


class BadSeriesFile(Refusal):
    """A file of series that cannot be forecast."""

    code = "planning.bad_series_file"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "El archivo no se puede pronosticar: {reason}",
        "en": "The file cannot be forecast: {reason}",
        "pt": "O arquivo não pode ser previsto: {reason}",
    }


class NothingFound(Refusal):
    """A bulk change that no product is left for."""

    code = "planning.nothing_found"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El filtro no encuentra ningún producto, o alguno ya no existe. Cambie el filtro y repita.",
        "en": "The filter finds no product, or some no longer exists. Change the filter and try again.",
        "pt": "O filtro não encontra nenhum produto, ou algum já não existe. Mude o filtro e repita.",
    }


class TooManyFound(Refusal):
    """A bulk change of more products than one takes."""

    code = "planning.too_many_found"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El filtro encuentra más de {most} productos. Acótelo, o ajuste la categoría entera.",
        "en": "The filter finds more than {most} products. Narrow it, or adjust the whole category.",
        "pt": "O filtro encontra mais de {most} produtos. Restrinja-o, ou ajuste a categoria inteira.",
    }


class HistoryTooShort(Refusal):
    """A backtest of a history that is too short to leave a past to learn from."""

    code = "planning.history_too_short"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Hay {have} pasos de historia y el backtest necesita al menos {need}. Importe más meses de ventas.",
        "en": "There are {have} steps of history and a backtest needs at least {need}. Import more months of sales.",
        "pt": "Há {have} passos de histórico e o backtest precisa de pelo menos {need}. Importe mais meses de vendas.",
    }


class BacktestUnfinished(Refusal):
    """The backtest has no result yet."""

    code = "planning.backtest_unfinished"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El backtest todavía no terminó ({state}). Espere a que termine o ejecute otro.",
        "en": "The backtest has not finished ({state}). Wait for it to end or run another one.",
        "pt": "O backtest ainda não terminou ({state}). Espere que termine ou execute outro.",
    }


class NotANumber(Refusal):
    """Another forecaster answered something that is no number."""

    code = "planning.not_a_number"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "{model} no respondió un número para la serie {series}. Revise el modelo, o quite --model para usar el motor propio.",
        "en": "{model} answered no number for the series {series}. Check the model, or leave out --model to use the own engine.",
        "pt": "{model} não respondeu um número para a série {series}. Verifique o modelo, ou retire --model para usar o motor próprio.",
    }
