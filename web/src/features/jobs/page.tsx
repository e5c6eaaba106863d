import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { useFormat } from "@/lib/format"
import { isOver, useJob, type Job, type JobState } from "@/lib/jobs"
import { listKey, useList } from "@/lib/list"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Empty } from "@/ui/empty"
import { ChoiceFilter, FilterBar } from "@/ui/filter-bar"
import { JobProgress, JobStatus } from "@/ui/job-progress"
import { Link } from "@/ui/link"
import { Facts, Page } from "@/ui/page"
import { Progress } from "@/ui/progress"
import { DataTable, type Column } from "@/ui/table"
import { lastedSeconds, resultFacts } from "./facts"

type Search = { state?: JobState; job?: string }

function useColumns(): Column<Job>[] {
  const { t } = useLingui()
  const { time, percent, number } = useFormat()
  return [
    { id: "title", header: t`Job`, width: 240, grow: 3, isFixed: true, cell: (job) => <span className="font-medium">{job.title}</span> },
    { id: "state", header: t`State`, width: 120, cell: (job) => <LiveState job={job} /> },
    { id: "progress", header: t`Progress`, width: 180, grow: 1, cell: (job) => <LiveProgress job={job} /> },
    { id: "who", header: t`Started by`, width: 140, cell: (job) => job.actor_name ?? "—" },
    { id: "created", header: t`Asked`, width: 130, cell: (job) => time(job.created_at) },
    { id: "lasted", header: t`Duration`, width: 100, align: "right", cell: (job) => (lastedSeconds(job) === null ? "—" : t`${number(lastedSeconds(job), 0)} s`) },
    { id: "attempts", header: t`Attempts`, width: 90, align: "right", isHidden: true, cell: (job) => job.attempts },
    { id: "error", header: t`Reason`, width: 160, grow: 2, cell: (job) => job.error ?? (isOver(job.state) ? "" : (job.step ?? percent(job.progress, 0))) },
  ]
}

const useLive = (job: Job) => useJob(isOver(job.state) ? null : job.id) ?? job
const LiveState = ({ job }: { job: Job }) => <JobStatus state={useLive(job).state} />

function LiveProgress({ job }: { job: Job }) {
  const { percent } = useFormat()
  const live = useLive(job)
  return (
    <span className="flex w-full min-w-36 items-center gap-2">
      <Progress value={live.progress} label={live.title} tone={live.state === "failed" ? "bad" : live.state === "done" ? "good" : "accent"} />
      <span className="w-10 text-right text-xs">{percent(live.progress, 0)}</span>
    </span>
  )
}

/** Imports, planning runs and other long work: how far they are, and why one failed. */
export function JobsPage() {
  const { t } = useLingui()
  const { time } = useFormat()
  const [filters, setFilters] = useFilters<Search>()
  const columns = useColumns()
  const [hasOpen, setHasOpen] = useState(true)
  const list = useList<Job>("/jobs", { state: filters.state }, { refetchInterval: hasOpen ? 3000 : 15_000 })
  const nowOpen = list.rows.some((job) => !isOver(job.state))
  if (nowOpen !== hasOpen) setHasOpen(nowOpen)
  const states = useMemo(
    () => [{ value: "queued", label: t`Queued` }, { value: "running", label: t`Running` }, { value: "done", label: t`Done` }, { value: "failed", label: t`Failed` }, { value: "cancelled", label: t`Cancelled` }],
    [t],
  )
  const importLink = <Button asChild look="primary"><Link isPlain to={paths.imports}>{t`Import a file`}</Link></Button>
  return (
    <Page title={t`Jobs`} description={t`Imports, planning runs and other long work. You can leave this page: they go on.`} isFull>
      <DataTable<Job>
        toolbar={
          <FilterBar onClear={filters.state ? () => setFilters({ state: undefined }) : undefined}>
            <ChoiceFilter label={t`State`} value={filters.state} options={states} onChange={(state) => setFilters({ state: state as JobState | undefined })} />
          </FilterBar>
        }
        id="jobs" label={t`Jobs`} {...list} columns={columns} rowKey={(job) => job.id} onOpen={(job) => setFilters({ job: job.id })}
        renderCard={(job) => (
          <button type="button" className="grid min-h-11 w-full gap-1.5 text-left" onClick={() => setFilters({ job: job.id })}>
            <span className="flex justify-between gap-2"><b className="truncate font-medium">{job.title}</b><LiveState job={job} /></span>
            <LiveProgress job={job} />
            <span className="truncate text-xs text-ink-faint">{job.error ?? time(job.created_at)}</span>
          </button>
        )}
        empty={<Empty title={t`No jobs`} action={!filters.state && importLink}>{filters.state ? t`No job is in this state.` : t`When a file is imported or a plan is made, its progress shows here.`}</Empty>}
      />
      {filters.job && <JobDrawer id={filters.job} onClose={() => setFilters({ job: undefined })} />}
    </Page>
  )
}

function JobDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { time } = useFormat()
  const job = useJob(id)
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={job?.title ?? t`Job`} description={job?.kind}>
      <div className="grid gap-6">
        <JobProgress id={id} onOver={() => void client.invalidateQueries({ queryKey: listKey("/jobs") })} />
        {job && (
          <Facts
            columns={1}
            items={[
              [t`Started by`, job.actor_name ?? "—"],
              [t`Asked`, time(job.created_at)],
              [t`Begun`, time(job.started_at)],
              [t`Ended`, time(job.finished_at)],
              [t`Attempts`, String(job.attempts)],
              ...resultFacts(job.result),
            ]}
          />
        )}
      </div>
    </Drawer>
  )
}
