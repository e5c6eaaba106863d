import { useLingui } from "@lingui/react/macro"
import { useEffect, useRef, useState } from "react"
import { useFormat } from "@/lib/format"
import { cancelJob, isOver, useJob, type Job, type JobState } from "@/lib/jobs"
import { Status, type Tone } from "./badge"
import { Button } from "./button"
import { Note } from "./page"
import { Progress, Skeleton } from "./progress"
import { failed } from "./toast"

const tones: Record<JobState, Tone> = { queued: "neutral", running: "info", done: "good", failed: "bad", cancelled: "neutral" }

/** A job's state in words. */
export function JobStatus({ state }: { state: JobState }) {
  const { t } = useLingui()
  const words: Record<JobState, string> = { queued: t`Queued`, running: t`Running`, done: t`Done`, failed: t`Failed`, cancelled: t`Cancelled` }
  return <Status tone={tones[state]}>{words[state]}</Status>
}

/** The live progress of long work, with its step and a way to stop it. `onOver` is called once when it ends. */
export function JobProgress({ id, onOver, isCancellable = true }: { id: string; onOver?: (job: Job) => void; isCancellable?: boolean }) {
  const { t } = useLingui()
  const { percent } = useFormat()
  const job = useJob(id)
  const told = useRef<string | null>(null)
  const [stopping, setStopping] = useState(false)
  useEffect(() => {
    if (!job || !isOver(job.state) || told.current === job.id) return
    told.current = job.id
    onOver?.(job)
  }, [job, onOver])
  if (!job) return <Skeleton className="h-12 w-full" />
  const cancel = () => {
    setStopping(true)
    cancelJob(id).catch(failed).finally(() => setStopping(false))
  }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <JobStatus state={job.state} />
        <span className="min-w-0 flex-1 truncate text-ink-soft" aria-live="polite">{job.step ?? job.title}</span>
        <span className="tabular font-medium">{percent(job.progress, 0)}</span>
        {isCancellable && !isOver(job.state) && <Button size="sm" busy={stopping} onClick={cancel}>{t`Cancel`}</Button>}
      </div>
      <Progress value={job.progress} label={job.title} tone={job.state === "failed" ? "bad" : job.state === "done" ? "good" : "accent"} />
      {job.error && <Note tone="bad">{job.error}</Note>}
    </div>
  )
}
