import { Plural, useLingui } from "@lingui/react/macro"
import { FileUp, RefreshCw, Undo2 } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { Button, buttonClass } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { JobProgress } from "@/ui/job-progress"
import { Link } from "@/ui/link"
import { Card, Note } from "@/ui/page"
import { RunPlan } from "@/ui/plan-status"
import type { Run } from "./api"
import { CountTiles } from "./counts"
import { RowReport } from "./row-report"
import { nextEntity } from "./steps"
import { useEntityWords } from "./words"

type Props = { run: Run; isWorking: boolean; busy: boolean; onOver: () => void; onCheck: () => void; onUndo: () => Promise<void> }

/** Step five: the load as it goes, then what it did and where to go next. */
export function LoadStep(props: Props) {
  const { run, isWorking, onOver } = props
  const { t } = useLingui()
  if (isWorking && run.job_id) {
    const isUndo = run.state === "loaded"
    return (
      <Card title={isUndo ? t`Undoing the load` : t`Loading`}>
        <JobProgress id={run.job_id} onOver={onOver} isCancellable={!isUndo} />
        <p className="mt-3 text-xs text-ink-soft">{isUndo ? t`You can leave this page: the work goes on.` : t`You can leave this page: the load goes on. Cancelling before the end leaves everything as it was.`}</p>
      </Card>
    )
  }
  return (
    <div className="grid gap-4">
      <Outcome run={run} />
      {run.counts && (run.state === "loaded" || run.state === "undone") && <CountTiles counts={run.counts} />}
      <Next {...props} />
      {run.counts && (run.state === "loaded" || run.state === "failed") && <RowReport run={run} />}
    </div>
  )
}

/** What became of the file, in a sentence. */
function Outcome({ run }: { run: Run }) {
  const { t } = useLingui()
  const { time, number } = useFormat()
  if (run.state === "loaded") return <Note tone="good">{t`The file was loaded on ${time(run.loaded_at)} by ${run.created_by}.`}{run.seconds !== null && <> {t`It took ${number(run.seconds, 1)} s.`}</>}</Note>
  if (run.state === "cancelled") return <Note tone="warn">{t`The import was cancelled: nothing of the file was loaded.`}</Note>
  if (run.state === "failed") return <>{run.job_id ? <Card title={t`The load did not go through`}><JobProgress id={run.job_id} /></Card> : <Note tone="bad">{t`The load did not go through`}</Note>}</>
  if (!run.undone) return null
  const { restored, kept, kept_samples: samples } = run.undone
  const names = samples.map((row) => row.key).join(", ")
  return (
    <Note tone="warn">
      {t`The load was undone on ${time(run.undone_at)}.`} <Plural value={restored} one="# row was put back." other="# rows were put back." />
      {kept > 0 && <> <Plural value={kept} one="# row was left, because somebody changed it since:" other="# rows were left, because somebody changed them since:" /> {names}</>}
    </Note>
  )
}

/** The next step after each outcome. */
function Next({ run, busy, onCheck, onUndo }: Props) {
  const { t } = useLingui()
  const can = useCan()
  const words = useEntityWords()
  const [asking, setAsking] = useState(false)
  const next = nextEntity[run.entity]
  const canRetry = run.state === "failed" || run.state === "cancelled"
  const isLoaded = run.state === "loaded"
  const nextName = next ? words[next].name.toLocaleLowerCase() : ""
  return (
    <section className="card flex flex-wrap items-center gap-2 p-4 max-sm:grid">
      <div className="mr-auto min-w-0">
        <h2 className="text-sm font-semibold">{t`What next`}</h2>
        <p className="text-sm text-ink-soft">{canRetry ? t`Check the file again, or bring a corrected one.` : !isLoaded ? t`All is as it was before this file. Bring a corrected one when you have it.` : next ? t`Bring the next file, or plan with what there is.` : t`Plan: what to buy, move and watch is worked out from what you brought.`}</p>
      </div>
      {isLoaded && can("integration.undo") && <Button look="danger" icon={<Undo2 size={14} />} busy={busy} onClick={() => setAsking(true)}>{t`Undo this load`}</Button>}
      {canRetry && can("integration.check") && <Button icon={<RefreshCw size={14} />} busy={busy} onClick={onCheck}>{t`Check again`}</Button>}
      {can("integration.upload") && <Link isPlain to={paths.import("new")} search={next && isLoaded ? { entity: next } : {}} className={buttonClass("plain")}><FileUp size={14} aria-hidden="true" />{next && isLoaded ? t`Import ${nextName}` : t`Import another file`}</Link>}
      {isLoaded && <RunPlan look="primary" />}
      <Confirm open={asking} onOpenChange={setAsking} title={t`Undo this load?`} action={t`Undo this load`} isDangerous onConfirm={onUndo}>
        {t`New rows are removed and changed ones get their former values. Rows that somebody changed since are left as they are and named in the report.`}
      </Confirm>
    </section>
  )
}
