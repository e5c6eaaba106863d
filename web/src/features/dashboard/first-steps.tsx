import { useLingui } from "@lingui/react/macro"
import { Check, X } from "lucide-react"
import { useMe } from "@/lib/me"
import { useStored } from "@/lib/stored"
import { buttonClass, IconButton } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import { RunPlan } from "@/ui/plan-status"
import { Progress, Skeleton } from "@/ui/progress"
import { useSteps, type Step } from "./use-steps"

/** What stands in for the dashboard while there are no sales: the way to the first order. */
export function FirstSteps() {
  const { t } = useLingui()
  const { steps, isPending } = useSteps(false)
  const company = useMe()?.company.name ?? ""
  if (isPending) return <Skeleton className="h-96 w-full" />
  if (steps.length < 3) {
    return (
      <div className="card">
        <Empty title={t`There are no sales yet`}>{t`Sales, margin and stock figures appear here as soon as whoever loads the data brings in the first sales.`}</Empty>
      </div>
    )
  }
  const finished = steps.filter((step) => step.isDone).length
  const next = steps.find((step) => !step.isDone)
  return (
    <Card title={t`First steps for ${company}`} actions={<span className="tabular text-xs text-ink-faint">{t`${finished} of ${steps.length} done`}</span>} className="mx-auto w-full max-w-3xl">
      <Progress value={finished / steps.length} label={t`First steps done`} tone="good" />
      <ol className="mt-2">
        {steps.map((step, index) => <StepRow key={step.id} step={step} number={index + 1} isNext={step === next} />)}
      </ol>
    </Card>
  )
}

function StepRow({ step, number, isNext }: { step: Step; number: number; isNext: boolean }) {
  const { t } = useLingui()
  return (
    <li aria-current={isNext ? "step" : undefined} className="flex items-start gap-3 border-b py-3 last:border-b-0 max-sm:flex-wrap">
      <span aria-hidden="true" className={`tabular mt-0.5 grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold ${step.isDone ? "bg-good-soft text-good" : isNext ? "bg-accent text-on-accent" : "bg-sunken text-ink-faint"}`}>
        {step.isDone ? <Check size={14} /> : number}
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h3 className={`text-base font-medium ${step.isDone ? "text-ink-soft" : ""}`}>{step.title}{step.isDone && <span className="sr-only">: {t`done`}</span>}</h3>
        <p className="text-sm text-ink-soft">{step.why}</p>
      </div>
      {!step.isDone && step.isReady && <StepLink step={step} isMain={isNext} />}
    </li>
  )
}

const StepLink = ({ step, isMain }: { step: Step; isMain: boolean }) => (
  <Link isPlain to={step.to} className={buttonClass(isMain ? "primary" : "plain", "md", "max-sm:w-full")}>{step.action}</Link>
)

/** One line above the figures for whoever has not yet taken the last of the first steps. */
export function NextStep() {
  const { t } = useLingui()
  const [isHidden, setHidden] = useStored("fluxion.first-steps.hidden", false)
  const { steps, isPending } = useSteps(true)
  const next = steps.find((step) => !step.isDone)
  if (isHidden || isPending || !next || steps.length < 3) return null
  const finished = steps.filter((step) => step.isDone).length
  return (
    <aside aria-label={t`First steps`} className="card relative flex flex-wrap items-center gap-x-4 gap-y-2 py-2 pr-2 pl-4 max-sm:pt-3 max-sm:pl-3" data-print="no">
      <p className="min-w-0 flex-1 basis-72 text-sm max-sm:pr-10">
        <span className="tabular mr-2 text-ink-faint">{t`First steps: ${finished} of ${steps.length}`}</span>
        <span className="font-medium">{t`Next: ${next.title}`}</span>
      </p>
      {next.id === "plan" ? <RunPlan look="primary" /> : <StepLink step={next} isMain />}
      <IconButton size="sm" className="max-sm:absolute max-sm:top-0 max-sm:right-0" label={t`Hide the first steps`} onClick={() => setHidden(true)}><X size={14} /></IconButton>
    </aside>
  )
}
