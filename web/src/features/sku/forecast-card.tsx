import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { forecastQuery } from "@/lib/plan"
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
import type { Product } from "./api"
import type { Search } from "./page"
import { useDemandWords } from "./words"

const spans = ["60", "120", "365"] as const
type Span = (typeof spans)[number]

/** What sold and what is expected, at one location or over all. */
export function ForecastCard({ product, search, onSearch }: { product: Product; search: Search; onSearch: (change: Partial<Search>) => void }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const days = search.days ?? 120
  const { data: forecast, error, isPending, refetch } = useQuery(forecastQuery(product.id, search.location_id, days))
  const kinds = useDemandWords()
  const kind = forecast?.class ? kinds[forecast.class] : undefined
  const ahead = forecast?.forecast ?? []
  const total = ahead.reduce((sum, day) => sum + day.mean, 0)
  return (
    <Card
      title={t`Sales and forecast`}
      help={kind && <Help label={t`How this product sells`}><p className="font-medium">{kind.name}</p><p className="text-ink-soft">{kind.means}</p>{forecast?.model && <p className="mt-1 text-xs text-ink-faint">{t`Model: ${forecast.model}`}</p>}</Help>}
      actions={
        <>
          <LocationPicker label={t`All locations`} value={search.location_id} onChange={(location_id) => onSearch({ location_id })} className="w-40" />
          <Segments<Span> label={t`Days of history`} value={spans.find((span) => span === String(days)) ?? "120"} onChange={(span) => onSearch({ days: Number(span) })} options={spans.map((value) => ({ value, label: value === "365" ? t`1 year` : t`${value} d` }))} />
        </>
      }
    >
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : isPending ? <Skeleton className="h-72 w-full" /> : !forecast || (forecast.history.length === 0 && ahead.length === 0) ? (
        <NoPlanOr><p className="py-10 text-center text-sm text-ink-faint">{t`It has not sold here, so there is nothing to forecast from.`}</p></NoPlanOr>
      ) : (
        <>
          <div className="mb-2 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            {kind && <Badge>{kind.name}</Badge>}
            {ahead.length > 0 && <span className="tabular"><Trans>{number(total, 0)} expected in the next {ahead.length} days, {number(total / ahead.length, 2)} a day</Trans></span>}
          </div>
          <ForecastChart forecast={forecast} height={290} />
        </>
      )}
    </Card>
  )
}
