import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { MeasureWords } from "@/ui/measures"
import { Card } from "@/ui/page"
import { ScrollBox } from "@/ui/scroll-box"
import type { Policy, Result } from "./api"
import { usePolicyWords } from "./words"

const rivals: readonly Policy[] = ["days_of_cover", "normal", "min_max"]

/** The rule of the plans beside each other one: stock at the same service, stock-outs at the same stock. */
export function Compared({ result }: { result: Result }) {
  const { t } = useLingui()
  const { percent, change } = useFormat()
  const words = usePolicyWords()
  const fills = [...new Set(result.equal_fill.map((one) => one.fill_rate))]
  const stock = (rival: Policy, fill: number) => result.equal_fill.find((one) => one.policy === "fluxion" && one.rival === rival && one.measure === "units" && one.fill_rate === fill)?.share
  const outs = (rival: Policy, fill: number) => result.equal_stock.find((one) => one.policy === "fluxion" && one.rival === rival && one.rival_fill_rate === fill)?.stock_outs_share
  const rows = rivals.filter((rival) => result.policies.some((one) => one.code === rival))
  return (
    <Card title={t`The rule of the plans beside others`} description={t`Plans order by the steady level, half forecast and half long run, unless a parameter says otherwise. A dash: one of the two never reached it with any setting that was tried.`}>
      <ScrollBox label={t`The rule of the plans beside others`}>
        <table className="tabular w-full min-w-xl text-sm">
          <thead><tr className="text-ink-soft"><th scope="col" className="py-1.5 text-left font-medium">{t`At a fill rate of`}</th>{fills.map((fill) => <th key={fill} scope="col" className="py-1.5 text-right font-medium">{percent(fill, 0)}</th>)}</tr></thead>
          <tbody>
            {rows.flatMap((rival) => [
              <tr key={`${rival}-stock`} className="border-t border-line"><th scope="row" className="py-1.5 text-left font-normal">{t`Stock, same service as: ${words[rival]}`}</th>{fills.map((fill) => <td key={fill} className="text-right font-medium">{change(stock(rival, fill))}</td>)}</tr>,
              <tr key={`${rival}-outs`}><th scope="row" className="py-1.5 text-left font-normal text-ink-soft">{t`Stock-outs, same stock as: ${words[rival]}`}</th>{fills.map((fill) => <td key={fill} className="text-right text-ink-soft">{change(outs(rival, fill))}</td>)}</tr>,
            ])}
          </tbody>
        </table>
      </ScrollBox>
    </Card>
  )
}

/** What the company itself held and served, where its receipts tell, and each rule on the same series. */
export function Bought({ result }: { result: Result }) {
  const { t } = useLingui()
  const { percent, number, change } = useFormat()
  const words = usePolicyWords()
  if (!result.bought) return null
  const { series, figures, rules } = result.bought
  const knowsFill = figures.fill_rate !== null
  const columns = knowsFill ? [t`Stock, same service`, t`Fill rate, same stock`] : [t`Fill rate, same stock`]
  return (
    <Card title={t`What the company bought`} description={t`Worked out backwards from stock, sales and receipts, for series bought from suppliers whose receipts explain what they sold.`}>
      <p className="mb-2 text-sm">{knowsFill ? t`In ${number(series, 0)} series the company kept ${number(figures.stock_units, 0)} units on average and served ${percent(figures.fill_rate)} of what was asked for.` : t`In ${number(series, 0)} series the company kept ${number(figures.stock_units, 0)} units on average. With that stock each rule would have served:`}</p>
      <ScrollBox label={t`What the company bought`}>
        <table className="tabular w-full text-sm">
          <thead><tr className="text-ink-soft"><th scope="col" className="py-1.5 text-left font-medium">{t`Rule`}</th>{columns.map((name) => <th key={name} scope="col" className="py-1.5 pl-3 text-right font-medium">{name}</th>)}</tr></thead>
          <tbody>{rules.map((one) => <tr key={one.policy} className="border-t border-line"><th scope="row" className="py-1.5 text-left font-normal">{words[one.policy]}</th>{knowsFill && <td className="text-right font-medium">{change(one.share)}</td>}<td className="text-right">{percent(one.fill_rate)}</td></tr>)}</tbody>
        </table>
      </ScrollBox>
      {!knowsFill && <p className="mt-3 text-xs text-ink-soft">{t`How much the company itself served is not known, because its files tell no stock-outs. Import stock day by day, zeros included, and the next backtest compares both.`}</p>}
    </Card>
  )
}

/** How right the forecasts were on earlier days, beside repeating the last week. */
export function Accuracy({ result }: { result: Result }) {
  const { t } = useLingui()
  const { percent, number, date } = useFormat()
  const { first_day } = result.data
  const day = (origin: number) => (first_day ? date(new Date(Date.parse(first_day) + origin * 86_400_000).toISOString().slice(0, 10)) : number(origin, 0))
  if (!result.accuracy.length) return null
  const columns = [t`RMSSE`, t`RMSSE, last week again`, t`WAPE`, t`WAPE, last week again`, t`Bias`, t`Kept at 95 %`]
  return (
    <Card title={t`Forecasts on earlier days`}>
      <ScrollBox label={t`Forecasts on earlier days`}>
        <table className="tabular w-full min-w-2xl text-sm">
          <thead><tr className="text-ink-soft"><th scope="col" className="py-1.5 text-left font-medium">{t`Made on`}</th>{columns.map((name) => <th key={name} scope="col" className="py-1.5 text-right font-medium">{name}</th>)}</tr></thead>
          <tbody>
            {result.accuracy.map((one) => (
              <tr key={one.origin} className="border-t border-line"><th scope="row" className="py-1.5 text-left font-normal">{day(one.origin)}</th><td className="text-right font-medium">{number(one.rmsse, 3)}</td><td className="text-right text-ink-soft">{number(one.rmsse_naive, 3)}</td><td className="text-right font-medium">{percent(one.wape)}</td><td className="text-right text-ink-soft">{percent(one.wape_naive)}</td><td className="text-right">{percent(one.bias)}</td><td className="text-right">{percent(one.coverage_95)}</td></tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <MeasureWords of={["rmsse", "wape", "bias", "kept"]} />
    </Card>
  )
}
