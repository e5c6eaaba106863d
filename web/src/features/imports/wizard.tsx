import { useLingui } from "@lingui/react/macro"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"
import { useCallback, useEffect, useState } from "react"
import { isOver, useJob } from "@/lib/jobs"
import { useCan } from "@/lib/me"
import { paths } from "@/lib/paths"
import { useFilters } from "@/lib/search"
import { Button } from "@/ui/button"
import { Confirm } from "@/ui/confirm"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Page } from "@/ui/page"
import { PageSkeleton } from "@/ui/progress"
import { failed } from "@/ui/toast"
import { cancelRun, checkRun, loadRun, runChanged, runQuery, undoRun, type Creatable, type Run } from "./api"
import { CheckStep } from "./check-step"
import { DetectedStep } from "./detected-step"
import { LoadStep } from "./load-step"
import { MappingStep } from "./mapping-step"
import { StepsBar } from "./steps-bar"
import { canVisit, isOpen, stepOf, type Step } from "./steps"
import { UploadPage } from "./upload"
import { useRunEdits } from "./use-run"
import { RunStatus, useEntityWords } from "./words"

/** One import by its address: new, or wherever it stands. */
export function ImportPage() {
  const { id = "new" } = useParams({ strict: false })
  return id === "new" ? <UploadPage /> : <RunPage key={id} id={id} />
}

function RunPage({ id }: { id: string }) {
  const { data: run, error, refetch } = useQuery(runQuery(id))
  if (error) return <div className="p-6 max-sm:p-4"><Failure error={error} onRetry={() => void refetch()} /></div>
  return run ? <Wizard run={run} /> : <PageSkeleton />
}

/** Starts a job of the run and shows it; the report is fresh when it ends. */
function useWork(run: Run) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [followed, setFollowed] = useState<string | null>(null)
  const job = useJob(run.job_id)
  const state = job?.id === run.job_id ? job?.state : undefined
  const isRunning = state !== undefined && !isOver(state)
  // A job that was followed here is over only once its report has come.
  const isWorking = run.job_id !== null && (isRunning || (state !== undefined && followed === run.job_id))
  const refresh = useCallback(() => runChanged(client, run.id), [client, run.id])
  const isEnded = state !== undefined && isOver(state)
  useEffect(() => {
    if (isRunning) setFollowed(run.job_id)
    else if (isEnded) void refresh().then(() => setFollowed(null))
  }, [isRunning, isEnded, run.job_id, refresh])
  const start = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } catch (problem) {
      failed(problem)
    } finally {
      await refresh()
      setBusy(false)
    }
  }
  return { busy, isWorking, refresh, start, isLoaded: run.job_id === null || state !== undefined }
}

function Wizard({ run }: { run: Run }) {
  const { t } = useLingui()
  const can = useCan()
  const words = useEntityWords()
  const [search, setSearch] = useFilters<{ step?: Step }>()
  const [asking, setAsking] = useState(false)
  const work = useWork(run)
  const wanted = search.step
  const step = wanted && canVisit(run, wanted, work.isWorking) ? wanted : stepOf(run, work.isWorking)
  const go = (to: Step | undefined) => setSearch({ step: to })
  const saving = useRunEdits(run)
  const change: typeof saving.change = (wish) => {
    if (wanted !== step) go(step)
    return saving.change(wish)
  }
  const edits = { busy: saving.busy, change }
  const check = (create: Creatable[]) => void work.start(() => checkRun(run.id, create)).then(() => go("check"))
  const canCancel = isOpen(run) && !work.isWorking && can("integration.load")
  return (
    <Page
      title={run.filename} above={<Link to={paths.imports}>{t`Import`}</Link>}
      description={<span className="inline-flex flex-wrap items-center gap-x-3">{words[run.entity].name} <RunStatus state={run.state} /></span>}
      actions={canCancel && <Button onClick={() => setAsking(true)}>{t`Discard`}</Button>}
    >
      <StepsBar step={step} isDone={run.state === "loaded"} canVisit={(one) => canVisit(run, one, work.isWorking)} onVisit={go} />
      {!work.isLoaded ? <PageSkeleton /> : step === "detected" ? (
        <DetectedStep run={run} edits={edits} onNext={() => go("mapping")} />
      ) : step === "mapping" ? (
        <MappingStep key={`${run.entity} ${run.detected.columns.length}`} run={run} edits={edits} busy={work.busy} onBack={() => go("detected")} onNext={() => (run.counts ? go("check") : check(run.create_missing))} />
      ) : step === "check" ? (
        <CheckStep key={run.create_missing.join()} run={run} isWorking={work.isWorking} busy={work.busy} onOver={() => void work.refresh()} onBack={() => go("mapping")} onCheck={check} onLoad={(wish) => void work.start(() => loadRun(run.id, wish)).then(() => go(undefined))} />
      ) : (
        <LoadStep run={run} isWorking={work.isWorking} busy={work.busy} onOver={() => void work.refresh()} onCheck={() => check(run.create_missing)} onUndo={() => work.start(() => undoRun(run.id))} />
      )}
      <Confirm open={asking} onOpenChange={setAsking} title={t`Discard this import?`} action={t`Discard`} isDangerous onConfirm={() => work.start(() => cancelRun(run.id)).then(() => go(undefined))}>
        {t`Nothing of the file has been loaded, and nothing will be.`}
      </Confirm>
    </Page>
  )
}
