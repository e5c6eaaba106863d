import { Plural, useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Page } from "@/api/types"
import { useFormat } from "@/lib/format"
import { useJob, type Job } from "@/lib/jobs"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { Progress, Spinner } from "@/ui/progress"
import { Popover } from "@/ui/tooltip"

/** What is running now, with its live progress; absent when nothing is. */
export function JobsIndicator() {
  const { t } = useLingui()
  const jobs = useQuery({
    queryKey: ["jobs", "running"],
    queryFn: () => get<Page<Job>>("/jobs", { state: "running", limit: 10 }),
    refetchInterval: ({ state }) => (state.data?.items.length ? 4000 : 20_000),
    retry: false,
  }).data?.items
  if (!jobs?.length) return null
  return (
    <Popover
      align="end" className="w-80"
      trigger={
        <button type="button" className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-xs font-medium whitespace-nowrap text-accent-ink hover:bg-hover max-sm:min-h-11">
          <Spinner />
          <span aria-hidden="true" className="sm:hidden">{jobs.length}</span>
          <span className="max-sm:sr-only"><Plural value={jobs.length} one="# job" other="# jobs" /></span>
        </button>
      }
    >
      <ul className="grid gap-3">{jobs.map((job) => <RunningJob key={job.id} first={job} />)}</ul>
      <Link to={paths.jobs} className="mt-3 block text-sm">{t`All jobs`}</Link>
    </Popover>
  )
}

function RunningJob({ first }: { first: Job }) {
  const { percent } = useFormat()
  const job = useJob(first.id) ?? first
  return (
    <li className="grid gap-1">
      <div className="flex justify-between gap-2 text-sm">
        <span className="truncate font-medium">{job.title}</span>
        <span className="tabular">{percent(job.progress, 0)}</span>
      </div>
      <Progress value={job.progress} label={job.title} />
      {job.step && <span className="truncate text-xs text-ink-faint">{job.step}</span>}
    </li>
  )
}
