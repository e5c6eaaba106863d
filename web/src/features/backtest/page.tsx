import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { History } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { Select } from "@/ui/field"
import { JobProgress } from "@/ui/job-progress"
import { Card, Note, Page } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { failed } from "@/ui/toast"
import { resultQuery, runsQuery, startRun, type Run } from "./api"
import { Accuracy, Bought, Compared } from "./compared"
import { Returns } from "./returns"
import { WhatIf } from "./what-if"

export type Search = { id?: number; level?: number }

const weeks = 26

/** The past replayed: what each rule would have served, with how much stock, and what that is worth. */
export function BacktestPage() {
  const { t } = useLingui()
  const { time } = useFormat()
  const can = useCan()
  const client = useQueryClient()
  const [{ id, level = 0.95 }, setSearch] = useFilters<Search>()
  const [isAsking, setAsking] = useState(false)
  const { data, error, isPending, refetch } = useQuery(runsQuery)
  const runs = data?.items ?? []
  const under = runs.find((one) => one.state === "queued" || one.state === "running")
  const done = runs.filter((one) => one.state === "done")
  const shown = done.find((one) => one.id === id) ?? done[0]
  const broken = runs[0]?.state === "failed" ? runs[0] : undefined
  const start = () => {
    setAsking(true)
    startRun(weeks).then(() => client.invalidateQueries({ queryKey: runsQuery.queryKey })).catch(failed).finally(() => setAsking(false))
  }
  const startButton = can("planning.start_backtest") && !under && <Button look={done.length ? "plain" : "primary"} busy={isAsking} onClick={start}>{done.length ? t`Run again` : t`Run the first backtest`}</Button>
  return (
    <Page
      title={t`Backtest and return`} description={t`Real demand, simulated supply: your own past, replayed week by week.`}
      actions={done.length > 0 && (
        <>
          {done.length > 1 && <Select aria-label={t`Backtest`} value={shown?.id} onChange={(event) => setSearch({ id: Number(event.target.value) })}>{done.map((one) => <option key={one.id} value={one.id}>{time(one.finished_at)}</option>)}</Select>}
          {startButton}
        </>
      )}
    >
      {under?.job_id && <Card title={t`Backtest under way`}><JobProgress key={under.job_id} id={under.job_id} onOver={() => void refetch()} /></Card>}
      {broken?.error && !under && <Note tone="bad">{broken.error}</Note>}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : isPending ? <Skeleton className="h-96 w-full" /> : shown ? <Shown run={shown} level={level} onLevel={(next) => setSearch({ level: next })} /> : !under && (
        <Empty icon={<History size={20} />} title={t`What would your past have looked like?`} action={startButton}>
          {t`The backtest replays the last ${weeks} weeks with what was known on each day: forecasts, orders, lead times and sales that are lost when the shelf is empty. It compares the orders of Fluxion with fixed minimums and maximums, with days of cover and with textbook safety stock, and says what the difference is worth.`}
        </Empty>
      )}
    </Page>
  )
}

function Shown({ run, level, onLevel }: { run: Run; level: number; onLevel: (level: number) => void }) {
  const { t } = useLingui()
  const { number } = useFormat()
  const can = useCan()
  const { data, error, refetch } = useQuery(resultQuery(run.id))
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-96 w-full" />
  const { series, series_total, left_out, counted, lead_mean, lead_sd, review } = data.data
  return (
    <>
      <p className="text-sm text-ink-soft">
        {t`${number(series, 0)} of ${number(series_total, 0)} series over ${counted} days; orders every ${review} days, lead times of ${number(lead_mean, 1)} ± ${number(lead_sd, 1)} days.`}
        {left_out > 0 && ` ${t`${number(left_out, 0)} sold too little before to be compared.`}`}
      </p>
      <WhatIf result={data} level={level} onLevel={onLevel} />
      {can("insights.see_cost") && <Returns id={run.id} level={level} />}
      <Compared result={data} />
      <Bought result={data} />
      <Accuracy result={data} />
    </>
  )
}
