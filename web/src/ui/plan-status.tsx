import { Trans, useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { CalendarClock, RefreshCw, Sparkles } from "lucide-react"
import { useState, type ReactNode } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { latestRunQuery, startPlan } from "@/lib/plan"
import { Button, buttonClass } from "./button"
import { Dialog } from "./dialog"
import { Empty } from "./empty"
import { JobProgress } from "./job-progress"
import { Link } from "./link"
import { Note } from "./page"
import { done, failed } from "./toast"

/** Starts a plan and shows how far it is; every list is fresh when it ends. */
export function RunPlan({ look = "plain", label }: { look?: "plain" | "primary" | "quiet"; label?: string }) {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [jobId, setJobId] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  if (!can("planning.start_run")) return null
  const start = async () => {
    setBusy(true)
    try {
      setJobId((await startPlan()).job_id)
      setOpen(true)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  const finish = (state: string) => {
    if (state === "done") {
      done(t`The new plan is ready`)
      setOpen(false)
    }
    void client.invalidateQueries()
  }
  return (
    <>
      <Button look={look} icon={<RefreshCw size={14} />} busy={busy} onClick={() => void start()}>{label ?? t`Plan now`}</Button>
      <Dialog open={open} onOpenChange={setOpen} title={t`Planning`} description={t`You can close this window: the plan goes on and the lists change when it is ready.`}>
        {jobId && <JobProgress id={jobId} onOver={(job) => finish(job.state)} />}
      </Dialog>
    </>
  )
}

/** Which plan the figures come from and up to which day it knew the sales. */
export function PlanDate() {
  const { date, time } = useFormat()
  const run = useQuery(latestRunQuery).data
  if (!run) return null
  return (
    <span className="tabular inline-flex items-center gap-x-1.5">
      <CalendarClock size={13} aria-hidden="true" className="shrink-0 max-sm:hidden" />
      <span><Trans>Plan of {time(run.finished_at)}, with sales until {date(run.data_until)}</Trans></span>
    </span>
  )
}

/** What a person should know before trusting the plan, such as sales that are missing. */
export function PlanNote() {
  const note = useQuery(latestRunQuery).data?.note
  return note ? <Note tone="warn">{note}</Note> : null
}

/** The empty state of every list that a plan fills: without a plan it leads to one. */
export function NoPlanOr({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const can = useCan()
  const { data: run, isPending } = useQuery(latestRunQuery)
  if (isPending) return null
  if (run) return children
  return (
    <Empty
      icon={<Sparkles size={20} />} title={t`There is no plan yet`}
      action={
        <>
          {can("integration.read") && <Link to={paths.imports} isPlain className={buttonClass("plain")}>{t`Import data`}</Link>}
          <RunPlan look="primary" />
        </>
      }
    >
      {t`Bring products, stock and sales in, then plan: what to buy, move and watch appears here with its reasons.`}
    </Empty>
  )
}
