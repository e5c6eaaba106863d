import { useLingui } from "@lingui/react/macro"
import { ChevronRight } from "lucide-react"
import { useFormat } from "@/lib/format"
import { cx } from "@/lib/cx"
import { Help } from "@/ui/tooltip"
import { valueOf, type StepValue, type Value } from "./api"

export const steps = ["naive", "statistical", "final"] as const

export function useStepWords(): Record<StepValue["step"], { name: string; means: string }> {
  const { t } = useLingui()
  return {
    naive: { name: t`Last week again`, means: t`What a forecast without any calculation would have said: each week sells what the last known one sold.` },
    statistical: { name: t`Statistics`, means: t`What the engine expected, events included, before anybody changed it.` },
    final: { name: t`With overrides`, means: t`What the plan worked with: the statistics and what people changed.` },
  }
}

/** The three steps beside each other, and what each took off the misses of the one before. */
export function Steps({ value }: { value: Value }) {
  const { t } = useLingui()
  const { percent, number } = useFormat()
  const words = useStepWords()
  return (
    <ol className="grid grid-cols-1 gap-3 sm:grid-cols-3">
      {steps.map((step, index) => {
        const wape = valueOf(value.steps, step, "wape")
        const before = index > 0 ? valueOf(value.steps, steps[index - 1] ?? "naive", "wape") : null
        const gain = wape === null || before === null ? null : before - wape
        const isEven = gain !== null && Math.abs(gain) < 0.0005
        const points = gain === null ? "" : number(Math.abs(gain) * 100, 1)
        return (
          <li key={step} className="card relative px-4 py-3">
            {index > 0 && <ChevronRight size={18} aria-hidden="true" className="absolute top-1/2 -left-3.5 -translate-y-1/2 rounded-full border bg-surface text-ink-faint max-sm:hidden" />}
            <p className="flex min-h-6 items-center gap-1 text-sm text-ink-soft">{words[step].name} <Help label={t`What this step is`}>{words[step].means}</Help></p>
            <p className="tabular text-2xl leading-9 font-semibold">{percent(wape)}</p>
            <p className="tabular text-xs text-ink-faint">{t`bias ${percent(valueOf(value.steps, step, "bias"))} · RMSSE ${number(valueOf(value.steps, step, "rmsse"), 2)}`}</p>
            {gain !== null && <p className={cx("tabular mt-1 text-sm font-medium", isEven ? "text-ink-faint" : gain > 0 ? "text-good" : "text-bad")}>{isEven ? t`as good as the step before` : gain > 0 ? t`${points} points better than the step before` : t`${points} points worse than the step before`}</p>}
          </li>
        )
      })}
    </ol>
  )
}
