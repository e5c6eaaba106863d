import { useLingui } from "@lingui/react/macro"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"
import { valueOf, type Measure, type Value } from "./api"
import { steps, useStepWords } from "./steps"

const cell = "px-3 py-1.5 text-right whitespace-nowrap"

/** The steps by location, category or class; the best of each row stands out. */
export function ByGroup({ value, measure, label }: { value: Value; measure: Measure; label: string }) {
  const { t } = useLingui()
  const { number, percent } = useFormat()
  const words = useStepWords()
  const write = (one: number | null) => (measure === "rmsse" ? number(one, 3) : percent(one))
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="tabular w-full text-sm">
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className="py-1 text-left font-medium">{label}</th>
            <th scope="col" className={cx(cell, "font-medium")}>{t`Series`}</th>
            <th scope="col" className={cx(cell, "font-medium")}>{t`Units sold`}</th>
            {steps.map((step) => <th key={step} scope="col" className={cx(cell, "font-medium")}>{words[step].name}</th>)}
          </tr>
        </thead>
        <tbody>
          {value.groups.map((group) => {
            const values = steps.map((step) => valueOf(group.steps, step, measure))
            const best = Math.min(...values.map((one) => (one === null ? Infinity : Math.abs(one))))
            return (
              <tr key={`${group.id}:${group.name}`} className="border-t">
                <th scope="row" className="max-w-56 truncate py-1.5 pr-2 text-left font-medium">{group.name || t`Without category`}</th>
                <td className={cell}>{number(group.series, 0)}</td>
                <td className={cell}>{number(group.sold, 0)}</td>
                {values.map((one, index) => <td key={steps[index]} className={cx(cell, one !== null && Math.abs(Math.abs(one) - best) < 5e-5 && "font-semibold text-good")}>{write(one)}</td>)}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
