import { useLingui } from "@lingui/react/macro"

export type MeasureName = "wape" | "bias" | "rmsse" | "kept"

/** What the measures of a forecast's accuracy say, in plain words, and which way is better. */
export function MeasureWords({ of }: { of: readonly MeasureName[] }) {
  const { t } = useLingui()
  const words: Record<MeasureName, [string, string]> = {
    wape: [t`WAPE`, t`units missed out of each 100 sold, too many and too few alike. Lower is better.`],
    bias: [t`Bias`, t`above zero more was expected than sold, below zero less. Near zero is better.`],
    rmsse: [t`RMSSE`, t`size of the misses beside how much sales change by themselves from one period to the next. Lower is better; below 1 it beats repeating the last one.`],
    kept: [t`Kept at 95 %`, t`how often sales stayed within the figure that should suffice 95 times out of 100. Near 95 % is better.`],
  }
  return (
    <dl className="mt-3 grid gap-1 text-xs text-ink-soft">
      {of.map((name) => <div key={name}><dt className="inline font-semibold">{words[name][0]}</dt><dd className="inline">: {words[name][1]}</dd></div>)}
    </dl>
  )
}
