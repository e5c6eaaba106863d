import { useLingui } from "@lingui/react/macro"
import { cx } from "@/lib/cx"
import { useFormat } from "@/lib/format"

export type WaterfallStep = { step: string; amount: string }

function useStepWords(): Record<string, string> {
  const { t } = useLingui()
  return {
    posted: t`Posted price`, vat: t`VAT`, other_taxes: t`Other taxes`, net: t`Net price`, platform: t`Platform`, payment: t`Payment`, shipping: t`Shipping`, marketing: t`Marketing`, other: t`Other`,
    borne_vat: t`VAT borne`, borne_other_taxes: t`Other taxes borne`, cost: t`Cost`, contribution: t`Contribution`,
  }
}

const isTotal = (step: string) => step === "posted" || step === "net"

/** Where the money of a price goes: each step starts where the one before ended. Steps of nothing are left out. */
export function Waterfall({ steps, currency, label }: { steps: WaterfallStep[]; currency: string; label?: string }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const words = useStepWords()
  const posted = Number(steps.find((one) => one.step === "posted")?.amount ?? 0)
  const lowest = Math.min(0, ...steps.map((one) => Number(one.amount)))
  const span = posted - lowest || 1
  let left = posted
  const bars = steps.filter((one) => isTotal(one.step) || one.step === "cost" || one.step === "contribution" || Number(one.amount) !== 0).map(({ step, amount }) => {
    const value = Number(amount)
    const from = isTotal(step) ? 0 : step === "contribution" ? Math.min(0, value) : left - value
    if (!isTotal(step) && step !== "contribution") left -= value
    return { step, amount, isLoss: value < 0, start: ((Math.min(from, from + Math.abs(value)) - lowest) / span) * 100, width: (Math.abs(value) / span) * 100 }
  })
  return (
    <table className="h-fit w-full self-start border-collapse text-sm" aria-label={label ?? t`Where the money of the price goes`}>
      <tbody>
        {bars.map(({ step, amount, isLoss, start, width }) => (
          <tr key={step} className={cx(isTotal(step) && "font-medium")}>
            <th scope="row" className="w-28 py-0.5 pr-2 text-left font-normal text-ink-soft">{words[step] ?? step}</th>
            <td aria-hidden="true" className="py-0.5">
              <div className="relative h-4 rounded-sm bg-sunken">
                <div
                  className={cx("absolute inset-y-0 min-w-px rounded-sm", isTotal(step) ? "bg-(--chart-1)" : step === "contribution" ? (isLoss ? "bg-bad" : "bg-good") : step === "cost" ? "bg-(--chart-3)" : "bg-(--chart-2)")}
                  style={{ left: `${Math.max(0, Math.min(start, 100))}%`, width: `${Math.min(width, 100)}%` }}
                />
              </div>
            </td>
            <td className={cx("tabular w-28 py-0.5 pl-2 text-right whitespace-nowrap", isLoss && "text-bad")}>{money(amount, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
