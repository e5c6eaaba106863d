import { Plural, useLingui } from "@lingui/react/macro"
import { ArrowLeft, RefreshCw } from "lucide-react"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Checkbox } from "@/ui/field"
import { Card, Note } from "@/ui/page"
import { JobProgress } from "@/ui/job-progress"
import type { Creatable, Run } from "./api"
import { CountTiles } from "./counts"
import { Missing } from "./missing"
import { RowReport } from "./row-report"
import { StepFoot } from "./steps-bar"

export type Wish = { all_or_nothing: boolean; create_missing: Creatable[] }
type Props = { run: Run; isWorking: boolean; busy: boolean; onOver: () => void; onBack: () => void; onCheck: (create: Creatable[]) => void; onLoad: (wish: Wish) => void }

/** Step four: what every row of the file would do, before anything is written. */
export function CheckStep(props: Props) {
  const { run, isWorking, busy, onOver, onBack, onCheck } = props
  const { t } = useLingui()
  if (isWorking && run.job_id) {
    return (
      <Card title={t`Checking every row`}>
        <JobProgress id={run.job_id} onOver={onOver} />
        <p className="mt-3 text-xs text-ink-soft">{t`Nothing is written yet. You can leave this page and come back: the check goes on.`}</p>
      </Card>
    )
  }
  if (!run.counts) {
    return (
      <section className="card">
        <div className="grid gap-3 p-4">
          {run.job_id && <JobProgress id={run.job_id} />}
          <p className="text-sm text-ink-soft">{t`The dry run reads the whole file and tells what would be new, changed or wrong. It writes nothing.`}</p>
        </div>
        <StepFoot back={<Button look="quiet" icon={<ArrowLeft size={15} />} onClick={onBack}>{t`Back`}</Button>}>
          <Button look="primary" busy={busy} onClick={() => onCheck(run.create_missing)}>{t`Check every row`}</Button>
        </StepFoot>
      </section>
    )
  }
  return <Checked {...props} />
}

function Checked({ run, busy, onBack, onCheck, onLoad }: Props) {
  const { t } = useLingui()
  const { number } = useFormat()
  const can = useCan()
  const [create, setCreate] = useState<Creatable[]>(run.create_missing)
  const [isWhole, setWhole] = useState(run.all_or_nothing)
  const counts = run.counts
  if (!counts) return null
  const isOther = [...create].sort().join() !== [...run.create_missing].sort().join()
  const loading = counts.new + counts.changed
  const isBlocked = isWhole && counts.error > 0 && !isOther
  const label = loading > 0 ? t`Load ${number(loading)} rows` : t`Load`
  return (
    <div className="grid gap-4">
      <CountTiles counts={counts} isPromise />
      {run.unknown.length > 0 && <Missing unknown={run.unknown} chosen={create} onChange={setCreate} />}
      {isOther && (
        <Note tone="warn">
          <div className="flex flex-wrap items-center gap-3">
            <span className="flex-1">{t`The figures above are from before this choice.`}</span>
            <Button size="sm" icon={<RefreshCw size={13} />} busy={busy} onClick={() => onCheck(create)}>{t`Check again`}</Button>
          </div>
        </Note>
      )}
      <RowReport run={run} />
      <section className="card">
        <div className="grid gap-2 p-4">
          {counts.error > 0 && <Checkbox checked={isWhole} onChange={(event) => setWhole(event.target.checked)} label={t`All or nothing: load only if no row is in error`} />}
          {isBlocked && <Note tone="warn">{t`With this choice nothing can be loaded: correct the rows in error in the file, and import it again.`}</Note>}
          {counts.error > 0 && !isWhole && loading > 0 && <p className="text-sm text-ink-soft"><Plural value={counts.error} one="# row in error is left out and stays in the report; all others are loaded." other="# rows in error are left out and stay in the report; all others are loaded." /></p>}
          {loading === 0 && !isOther && <p className="text-sm text-ink-soft">{counts.error > 0 && counts.unchanged === 0 ? t`No row can be loaded as it is.` : t`Nothing would change: what the file says is here already.`}</p>}
          {!can("integration.load") && <Note tone="warn">{t`You may check files but not load them. Ask somebody who has the right.`}</Note>}
        </div>
        <StepFoot back={<Button look="quiet" icon={<ArrowLeft size={15} />} onClick={onBack}>{t`Back to the columns`}</Button>}>
          <Button icon={<RefreshCw size={14} />} busy={busy} onClick={() => onCheck(create)}>{t`Check again`}</Button>
          {can("integration.load") && <Button look="primary" busy={busy} disabled={isBlocked || (loading === 0 && !isOther)} onClick={() => onLoad({ all_or_nothing: isWhole, create_missing: create })}>{label}</Button>}
        </StepFoot>
      </section>
    </div>
  )
}
