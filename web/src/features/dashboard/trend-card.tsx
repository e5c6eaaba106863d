import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { useFormat } from "@/lib/format"
import { Chart } from "@/ui/chart"
import { Failure } from "@/ui/failure"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { grains, trendQuery, type Dashboard, type Grain, type Scope } from "./api"
import { daysIn, grainFor } from "./periods"

const height = 330
/** Up to so many points the period stands as bars: days without sales are then gaps, not plunges. */
const manyPoints = 45

type Point = { start: string; net: string; previous_net: string | null }

/** Sales over the period beside the period before, by day, week or month. */
export function TrendCard({ data, scope, grain, onGrain, className }: { data: Dashboard; scope: Scope; grain?: Grain; onGrain: (grain: Grain | undefined) => void; className?: string }) {
  const { t } = useLingui()
  const { first, last } = data.period
  const usual = grainFor(first, last)
  const chosen = grain ?? usual
  const asked = useQuery({ ...trendQuery(scope, chosen), enabled: chosen !== "day" })
  const days = useMemo(() => data.trend.map(({ day, net, previous_net }) => ({ start: day, net, previous_net })), [data.trend])
  const points: Point[] | undefined = chosen === "day" ? days : asked.data?.items
  const words: Record<Grain, string> = { day: t`Day`, week: t`Week`, month: t`Month` }
  const isShort = daysIn(first, last) <= 7
  return (
    <Card
      className={className} title={t`Sales`}
      actions={!isShort && <Segments label={t`Grouped by`} value={chosen} onChange={(next) => onGrain(next === usual ? undefined : next)} options={grains.map((value) => ({ value, label: words[value] }))} />}
    >
      {chosen !== "day" && asked.error ? <Failure error={asked.error} onRetry={() => void asked.refetch()} /> : points ? <TrendChart points={points} grain={chosen} currency={data.currency} /> : <div style={{ height }}><Skeleton className="h-full w-full" /></div>}
    </Card>
  )
}

function TrendChart({ points, grain, currency }: { points: Point[]; grain: Grain; currency: string }) {
  const { t } = useLingui()
  const { shortDate, shortMoney, locale } = useFormat()
  const x = useMemo(() => points.map((one) => one.start), [points])
  const series = useMemo(
    () => [
      { name: t`This period`, values: points.map((one) => Number(one.net)), ...(points.length > manyPoints ? { isArea: true } : { kind: "bar" as const }) },
      { name: t`The period before`, values: points.map((one) => (one.previous_net === null ? null : Number(one.previous_net))), isDashed: true },
    ],
    [points, t],
  )
  const xFormat = useMemo(() => {
    const month = new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" })
    return grain === "month" ? (day: string) => (day ? month.format(new Date(day)) : "") : shortDate
  }, [grain, locale, shortDate])
  return <Chart label={t`Sales over time in ${currency}, with the period before`} x={x} series={series} format={shortMoney} xFormat={xFormat} height={height} />
}
