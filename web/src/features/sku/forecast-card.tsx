import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { forecastQuery, type Forecast } from "@/lib/plan"
import { useFormat } from "@/lib/format"
import { Badge } from "@/ui/badge"
import { Failure } from "@/ui/failure"
import { ForecastChart } from "@/ui/forecast-chart"
import { Card } from "@/ui/page"
import { LocationPicker } from "@/ui/pickers"
import { NoPlanOr } from "@/ui/plan-status"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { Help } from "@/ui/tooltip"
import { eventsQuery, type Event, type Product } from "./api"
import type { Search } from "./page"
import { stepOf, timeSteps, withSold, type TimeStep } from "./steps"
import { StockAhead } from "./stock-ahead"
import { useDemandWords } from "./words"

const spans = ["60", "120", "365"] as const
const mostMarks = 6
type Span = (typeof spans)[number]

/** Where events begin among the steps shown, the nearest ones last. */
function marksOf(events: Event[], forecast: Forecast, step: TimeStep): { x: string; label: string }[] {
  const first = forecast.history[0]?.day ?? forecast.forecast[0]?.day ?? ""
  const marks = events.flatMap((event) => event.days.map((one) => ({ x: stepOf(one.starts_on < first ? first : one.starts_on, step), label: event.name })))
  return marks.sort((a, b) => a.x.localeCompare(b.x)).slice(-mostMarks)
}

/** What sold and what is expected, at one location or over all. */
export function ForecastCard({ product, search, onSearch }: { product: Product; search: Search; onSearch: (change: Partial<Search>) => void }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const days = search.days ?? 120
  const step = search.step ?? "day"
  const { data: forecast, error, isPending, refetch } = useQuery(forecastQuery(product.id, search.location_id, days, step))
  const daily = useQuery(forecastQuery(product.id, search.location_id, days)).data
  const kinds = useDemandWords()
  const kind = forecast?.class ? kinds[forecast.class] : undefined
  const ahead = daily?.forecast ?? []
  const events = useQuery(eventsQuery(product.id, search.location_id, daily?.history[0]?.day ?? ahead[0]?.day, ahead.at(-1)?.day)).data ?? []
  const steps: Record<TimeStep, string> = { day: t`Days`, week: t`Weeks`, month: t`Months` }
  const total = ahead.reduce((sum, day) => sum + day.mean, 0)
  return (
    <Card
      title={t`Sales and forecast`}
      help={kind && <Help label={t`How this product sells`}><p className="font-medium">{kind.name}</p><p className="text-ink-soft">{kind.means}</p>{forecast?.model && <p className="mt-1 text-xs text-ink-faint">{t`Model: ${forecast.model}`}</p>}</Help>}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <LocationPicker label={t`All locations`} value={search.location_id} onChange={(location_id) => onSearch({ location_id })} className="w-52 max-sm:w-full" />
          <Segments<TimeStep> label={t`Step`} value={step} onChange={(next) => onSearch({ step: next })} options={timeSteps.map((value) => ({ value, label: steps[value] }))} />
          <Segments<Span> label={t`Days of history`} value={spans.find((span) => span === String(days)) ?? "120"} onChange={(span) => onSearch({ days: Number(span) })} options={spans.map((value) => ({ value, label: value === "365" ? t`1 year` : t`${value} d` }))} />
        </div>
      }
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : isPending ? <Skeleton className="h-72 w-full" /> : !forecast || (forecast.history.length === 0 && ahead.length === 0) ? (
        <NoPlanOr><p className="py-10 text-center text-sm text-ink-faint">{t`It has not sold here, so there is nothing to forecast from.`}</p></NoPlanOr>
      ) : (
        <>
          <div className="mb-2 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            {kind && <Badge>{kind.name}</Badge>}
            {ahead.length > 0 && <span className="tabular"><Trans>{number(total, 0)} expected in the next {ahead.length} days, {number(total / ahead.length, 2)} a day</Trans></span>}
            {forecast.model === "peers" && <Help label={t`Where this forecast comes from`}><p>{t`It is new, so it is expected to sell like products of its category and brand did when they were new, and more and more by its own sales.`}</p></Help>}
            {forecast.model === "elsewhere" && <Help label={t`Where this forecast comes from`}><p>{t`It is new here, so it is expected to sell what the same product sells at other locations, by the size of this one, and more and more by its own sales.`}</p></Help>}
          </div>
          <ForecastChart forecast={withSold(forecast)} height={290} events={marksOf(events, forecast, step)} />
          {search.location_id !== undefined && daily && <StockAhead forecast={daily} locationId={search.location_id} />}
        </>
      )}
    </Card>
  )
}
