import { useLingui } from "@lingui/react/macro"
import { Check } from "lucide-react"
import { cx } from "@/lib/cx"
import { stepNames, type Step } from "./steps"
import { useStepWords } from "./words"

type Props = { step: Step; canVisit: (step: Step) => boolean; onVisit?: (step: Step) => void; isDone?: boolean }

/** Where the import stands among its five steps; those behind can be gone back to. */
export function StepsBar({ step, canVisit, onVisit, isDone }: Props) {
  const { t } = useLingui()
  const words = useStepWords()
  const now = stepNames.indexOf(step)
  return (
    <ol aria-label={t`Steps of the import`} className="flex items-center gap-1 overflow-x-auto py-1 max-sm:gap-0.5">
      {stepNames.map((name, at) => {
        const isPast = at < now || (isDone && at === now)
        const isNow = at === now
        return (
          <li key={name} aria-current={isNow ? "step" : undefined} className={cx("flex items-center gap-1 not-last:flex-1", isNow ? "min-w-fit" : "min-w-0")}>
            <button
              type="button" disabled={isNow || !onVisit || !canVisit(name)} onClick={() => onVisit?.(name)}
              className={cx("inline-flex min-h-8 items-center gap-2 rounded-md px-1.5 text-sm whitespace-nowrap disabled:cursor-default max-sm:min-h-11", isNow ? "font-semibold text-ink" : "text-ink-soft enabled:hover:bg-hover enabled:hover:text-ink")}
            >
              <span className={cx("tabular grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold", isPast ? "bg-accent-soft text-accent-ink" : isNow ? "bg-accent text-on-accent" : "bg-sunken text-ink-faint")}>
                {isPast ? <Check size={14} aria-hidden="true" /> : at + 1}
              </span>
              <span className={cx(!isNow && "max-sm:sr-only")}>{words[name]}</span>
            </button>
            {at < stepNames.length - 1 && <span aria-hidden="true" className={cx("h-px min-w-2 flex-1", at < now ? "bg-accent" : "bg-line")} />}
          </li>
        )
      })}
    </ol>
  )
}

/** The foot of a step: back at the left, the way on at the right. */
export function StepFoot({ back, children }: { back?: React.ReactNode; children: React.ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 max-sm:[&>button]:flex-1"><div className="mr-auto max-sm:contents">{back}</div>{children}</div>
}
