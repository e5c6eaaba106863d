import { Plural, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { Target } from "lucide-react"
import { useFormat } from "@/lib/format"
import { useFilters } from "@/lib/search"
import { Chart } from "@/ui/chart"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { ChoiceFilter, FilterBar } from "@/ui/filter-bar"
import { MeasureWords } from "@/ui/measures"
import { Card, Page } from "@/ui/page"
import { CategoryPicker, LocationPicker } from "@/ui/pickers"
import { NoPlanOr, PlanDate } from "@/ui/plan-status"
import { Skeleton } from "@/ui/progress"
import { Segments } from "@/ui/segments"
import { classes, groups, measures, spans, valueOf, valueQuery, type Group, type Measure, type Span } from "./api"
import { ByGroup } from "./by-group"
import { Overrides } from "./overrides"
import { Steps, steps, useStepWords } from "./steps"

export type Search = { days?: Span; group?: Group; measure?: Measure; location_id?: number; category_id?: number; abc?: "A" | "B" | "C" }

/** How right the forecasts turned out, and what each step added: last week again, the statistics, people. */
export function AccuracyPage() {
  const { t } = useLingui()
  const { date, shortDate, percent, number } = useFormat()
  const words = useStepWords()
  const [{ days = "28", group = "location", measure = "wape", location_id, category_id, abc }, setSearch] = useFilters<Search>()
  const { data, error, isPending, refetch } = useQuery(valueQuery({ days: Number(days), group, location_id, category_id, abc }))
  const names: Record<Measure, string> = { wape: t`Misses (WAPE)`, bias: t`Bias`, rmsse: "RMSSE" }
  const groupNames: Record<Group, string> = { location: t`Location`, category: t`Category`, abc: t`Class` }
  const weeks = [...(data?.weeks ?? [])].reverse()
  const hasFilter = location_id !== undefined || category_id !== undefined || abc !== undefined
  return (
    <Page title={t`Forecast accuracy`} description={<PlanDate />}>
      <FilterBar onClear={hasFilter ? () => setSearch({ location_id: undefined, category_id: undefined, abc: undefined }) : undefined}>
        <Segments<Span> label={t`Days after each plan`} value={days} onChange={(next) => setSearch({ days: next })} options={spans.map((value) => ({ value, label: t`${value} d` }))} />
        <LocationPicker value={location_id} onChange={(id) => setSearch({ location_id: id })} />
        <CategoryPicker value={category_id} onChange={(id) => setSearch({ category_id: id })} />
        <ChoiceFilter label={t`Class`} value={abc} onChange={(next) => setSearch({ abc: classes.find((one) => one === next) })} options={classes.map((value) => ({ value, label: value }))} />
      </FilterBar>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : isPending ? <div className="grid gap-3" aria-busy="true"><Skeleton className="h-28 w-full" /><Skeleton className="h-72 w-full" /></div> : data.plans === 0 ? (
        <NoPlanOr>
          <Empty icon={<Target size={20} />} title={hasFilter ? t`Nothing to judge with these filters` : t`Nothing can be judged yet`}>
            {t`A plan is judged once whole weeks of sales have come in after it. Keep planning and loading sales; the first figures come after seven days.`}
          </Empty>
        </NoPlanOr>
      ) : (
        <>
          <p className="text-sm text-ink-soft"><Plural value={data.plans} one="# plan" other="# plans" /> {t`judged over the ${days} days after each, ${number(data.series, 0)} series, ${number(data.sold, 0)} units sold.`}</p>
          <Steps value={data} />
          <MeasureWords of={measures} />
          <Card title={t`By plan`} actions={<Segments<Measure> label={t`Measure`} value={measure} onChange={(next) => setSearch({ measure: next })} options={measures.map((value) => ({ value, label: names[value] }))} />}>
            <Chart
              label={t`${names[measure]} of each step by the day of the plan`} x={weeks.map((week) => week.as_of)} xFormat={weeks.length > 8 ? shortDate : date} format={(one) => (measure === "rmsse" ? number(one, 2) : percent(one, 0))}
              series={steps.map((step, index) => ({ name: words[step].name, values: weeks.map((week) => valueOf(week.steps, step, measure)), color: [6, 2, 1][index], isDashed: step === "naive", kind: weeks.length < 3 ? ("bar" as const) : undefined }))}
            />
          </Card>
          <Card title={t`Where`} actions={<Segments<Group> label={t`By`} value={group} onChange={(next) => setSearch({ group: next })} options={groups.map((value) => ({ value, label: groupNames[value] }))} />}>
            <ByGroup value={data} measure={measure} label={groupNames[group]} />
          </Card>
        </>
      )}
      <Overrides locationId={location_id} />
    </Page>
  )
}
