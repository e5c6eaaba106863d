import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { TrendingUp } from "lucide-react"
import { useFormat } from "@/lib/format"
import { useFilters } from "@/lib/search"
import { Chart } from "@/ui/chart"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { FilterBar } from "@/ui/filter-bar"
import { Card, Page } from "@/ui/page"
import { CategoryPicker, LocationPicker } from "@/ui/pickers"
import { NoPlanOr, PlanDate, PlanNote } from "@/ui/plan-status"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { Help } from "@/ui/tooltip"
import { isCut, totalsQuery, type Bucket, type Totals } from "./api"
import { levels, steps, type Level, type Step } from "./choices"
import { Items } from "./items"

export type Search = { level?: Level; step?: Step; location_id?: number; category_id?: number; item?: number }

/** One forecast at every level: company, location, category or product, by day, week or month, each with a band of its own. */
export function ForecastsPage() {
  const { t } = useLingui()
  const [{ level = "category", step = "week", location_id, category_id, item }, setSearch] = useFilters<Search>()
  const { data, error, isPending, refetch } = useQuery(totalsQuery({ level, step, location_id, category_id }))
  const levelNames: Record<Level, string> = { company: t`Company`, location: t`Location`, category: t`Category`, sku: t`Product` }
  const stepNames: Record<Step, string> = { day: t`Days`, week: t`Weeks`, month: t`Months` }
  const hasFilter = location_id !== undefined || category_id !== undefined
  const clear = { location_id: undefined, category_id: undefined, item: undefined }
  return (
    <Page title={t`Forecast`} description={<PlanDate />}>
      <PlanNote />
      <FilterBar onClear={hasFilter ? () => setSearch(clear) : undefined}>
        <Segments<Level> label={t`By`} value={level} onChange={(next) => setSearch({ level: next, item: undefined })} options={levels.map((value) => ({ value, label: levelNames[value] }))} />
        <Segments<Step> label={t`Step`} value={step} onChange={(next) => setSearch({ step: next })} options={steps.map((value) => ({ value, label: stepNames[value] }))} />
        <LocationPicker value={location_id} onChange={(id) => setSearch({ location_id: id, item: undefined })} />
        <CategoryPicker value={category_id} onChange={(id) => setSearch({ category_id: id, item: undefined })} />
      </FilterBar>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : isPending ? <Skeleton className="h-72 w-full" /> : !data || data.buckets.length === 0 ? (
        <NoPlanOr><Empty icon={<TrendingUp size={20} />} title={t`Nothing is forecast with these filters`}>{t`Choose another location or category, or plan after loading sales.`}</Empty></NoPlanOr>
      ) : (
        <Shown data={data} chosen={item} onChoose={(id) => setSearch({ item: id })} levelName={levelNames[level]} />
      )}
    </Page>
  )
}

function Shown({ data, chosen, onChoose, levelName }: { data: Totals; chosen?: number; onChoose: (id: number | undefined) => void; levelName: string }) {
  const { t } = useLingui()
  const { number, shortDate, percent } = useFormat()
  const one = data.items.find((item) => item.id !== null && item.id === chosen)
  const buckets: Bucket[] = one?.buckets ?? data.buckets
  const [low, high] = [data.levels[0], data.levels.at(-1)]
  const at = (bucket: Bucket, level: number | undefined) => (level === undefined ? null : (bucket.quantiles[String(level)] ?? null))
  const cut = new Map(buckets.filter((bucket) => isCut(bucket, data.step)).map((bucket) => [bucket.starts_on, bucket.days]))
  const label = (day: string) => (cut.has(day) ? t`${shortDate(day)} (${cut.get(day) ?? 0} d)` : shortDate(day))
  const name = one ? one.name || t`Without category` : t`All`
  return (
    <>
      <Card
        title={name}
        help={<Help label={t`How to read the band`}><p>{t`In nine of ten cases sales fall within the band. It is computed for each sum: the band of a week is narrower than those of its days added up, and that of a category narrower than those of its products, because not everything sells badly at once.`}</p></Help>}
        actions={<span className="tabular text-sm text-ink-soft"><Trans>{number(one?.total ?? data.total, 0)} units in {buckets.reduce((sum, bucket) => sum + bucket.days, 0)} days</Trans></span>}
      >
        <Chart
          label={t`Forecast of ${name} with its band`} height={280} notDrawn={buckets.length - cut.size > 1 ? buckets.map((bucket) => cut.has(bucket.starts_on)) : undefined} x={buckets.map((bucket) => bucket.starts_on)} xFormat={label} format={(value) => number(value, 1)}
          series={[{
            name: t`Forecast`, values: buckets.map((bucket) => Number(bucket.mean)), color: 2,
            band: low === undefined || high === undefined ? undefined : { name: t`${percent(low, 0)} to ${percent(high, 0)} of the cases`, lower: buckets.map((bucket) => at(bucket, low)), upper: buckets.map((bucket) => at(bucket, high)) },
          }]}
        />
        {cut.size > 0 && <p className="text-xs text-ink-faint">{buckets.length - cut.size > 1 ? t`A step that the first or the last day of the forecast cuts is not drawn; as a table it is there, with its days in brackets.` : t`A step that is cut by the first or the last day of the forecast tells its days in brackets.`}</p>}
      </Card>
      {data.level !== "company" && <Items data={data} chosen={one?.id ?? undefined} onChoose={onChoose} title={levelName} dayName={label} />}
    </>
  )
}
