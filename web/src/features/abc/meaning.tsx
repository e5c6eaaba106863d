import { useLingui } from "@lingui/react/macro"
import { Card } from "@/ui/page"
import type { Abc, Xyz } from "./api"

type Words = { short: string; long: string }

export function useAbcWords(): Record<Abc, Words> {
  const { t } = useLingui()
  return {
    A: { short: t`most of the value`, long: t`A: the products that together make the first 80 % of the value sold.` },
    B: { short: t`the next part`, long: t`B: those that make the next 15 %.` },
    C: { short: t`the long tail`, long: t`C: all the others, the last 5 %.` },
  }
}

export function useXyzWords(): Record<Xyz, Words> {
  const { t } = useLingui()
  return {
    X: { short: t`sells regularly`, long: t`X: sales vary little from week to week, so the forecast is reliable.` },
    Y: { short: t`varies`, long: t`Y: sales vary, by season or by large customers.` },
    Z: { short: t`erratic`, long: t`Z: sales come now and then; the forecast is a guess with a wide band.` },
  }
}

function useAdvice(): Record<`${Abc}${Xyz}`, string> {
  const { t } = useLingui()
  return {
    AX: t`Order often and little: high service with small stock. Automate and keep an eye on the supplier.`,
    AY: t`Watch each week: the money is here and sales move. Raise the service level and review the forecast.`,
    AZ: t`Decide by hand: expensive surprises. Consider ordering on demand or agreeing quantities with the customer.`,
    BX: t`Leave it to the plan; order in full packs and group by supplier.`,
    BY: t`Leave it to the plan with some more safety stock; check before the season.`,
    BZ: t`Keep little and accept some delays, or agree deliveries with the supplier.`,
    CX: t`Order seldom and in large lots: the handling costs more than the stock.`,
    CY: t`Keep one reserve in the centre instead of some in every store.`,
    CZ: t`Ask whether to keep it at all: sell off what is left or buy only on order.`,
  }
}

/** What the classes mean, and what to do with the chosen cell. */
export function Meaning({ chosen }: { chosen?: { abc: Abc; xyz: Xyz } }) {
  const { t } = useLingui()
  const abc = useAbcWords()
  const xyz = useXyzWords()
  const advice = useAdvice()
  if (!chosen) {
    return (
      <Card title={t`How to read it`}>
        <div className="grid gap-2 text-sm text-ink-soft">
          <p>{t`Rows: how much of the value sold a product makes. Columns: how regularly it sells. Choose a cell to see its products.`}</p>
          {Object.values(abc).map((words) => <p key={words.short}>{words.long}</p>)}
          {Object.values(xyz).map((words) => <p key={words.short}>{words.long}</p>)}
        </div>
      </Card>
    )
  }
  return (
    <Card title={t`Class ${chosen.abc}${chosen.xyz}`}>
      <div className="grid gap-2 text-sm">
        <p className="text-base">{advice[`${chosen.abc}${chosen.xyz}`]}</p>
        <p className="text-ink-soft">{abc[chosen.abc].long}</p>
        <p className="text-ink-soft">{xyz[chosen.xyz].long}</p>
      </div>
    </Card>
  )
}
