import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useFormat } from "@/lib/format"
import { Badge } from "@/ui/badge"
import { DecimalInput } from "@/ui/decimal-input"
import { Failure } from "@/ui/failure"
import { Field } from "@/ui/field"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { Tile } from "@/ui/tile"
import { returnQuery, type Assumption, type Given, type Return } from "./api"
import { useAssumptionWords } from "./words"

const amounts = new Set(["inventory_value", "yearly_sales", "lost_sales", "obsolescence", "hourly_cost", "investment"])
const shares = new Set(["margin", "capital_cost", "overstock_reduction", "lost_sales_recovered", "obsolescence_reduction", "sales_growth", "time_saved"])

/** What the measured difference is worth a year, on figures that each say where they are from and can be changed. */
export function Returns({ id, level }: { id: number; level: number }) {
  const { t } = useLingui()
  const f = useFormat()
  const [given, setGiven] = useState<Given>({})
  const { data, error, refetch } = useQuery(returnQuery(id, level, given))
  const change = (name: string, value: string | null) =>
    setGiven((before) => {
      const { [name]: _old, ...rest } = before
      return value === null || value === "" ? rest : { ...rest, [name]: value }
    })
  return (
    <Card title={t`Return on investment`} description={t`Measured: by this backtest, at the service level chosen above, beside minimums and maximums typed once. Company: from your own data. Assumed: change it to your case.`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton className="h-64 w-full" /> : (
        <div className="grid gap-5">
          <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
            <Tile name={t`Benefit a year`} value={f.shortMoney(data.benefit)} />
            <Tile name={t`Return`} value={f.percent(data.roi === null ? null : Number(data.roi), 0)} help={t`Benefit less investment, over investment`} />
            <Tile name={t`Pays back in`} value={data.payback_days === null ? "—" : f.days(data.payback_days)} />
            <Tile name={t`Investment a year`} value={f.shortMoney(data.assumptions.find((one) => one.name === "investment")?.value)} />
          </div>
          <Benefits found={data} />
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
            {data.assumptions.map((one) => <Figure key={one.name} one={one} currency={data.currency} typed={given[one.name]} onValue={(value) => change(one.name, value)} />)}
          </div>
        </div>
      )}
    </Card>
  )
}

function Benefits({ found }: { found: Return }) {
  const { t } = useLingui()
  const { money } = useFormat()
  const lines: [string, string][] = [
    [t`Less stock: inventory × reduction × cost of capital`, found.overstock], [t`Fewer stock-outs: lost sales × recovered × margin`, found.stock_outs],
    [t`Less obsolescence: obsolete stock × reduction`, found.obsolescence], [t`Time: hours × cost × 52 weeks × saved`, found.time], [t`Growth: sales × growth × margin`, found.growth],
  ]
  return (
    <dl className="tabular grid text-sm">
      {lines.map(([name, value]) => <div key={name} className="flex justify-between gap-4 border-t border-line py-1.5"><dt className="text-ink-soft">{name}</dt><dd className="font-medium whitespace-nowrap">{money(value, found.currency)}</dd></div>)}
      <div className="flex justify-between gap-4 border-t-2 border-line py-1.5 font-semibold"><dt>{t`Benefit a year`}</dt><dd>{money(found.benefit, found.currency)}</dd></div>
    </dl>
  )
}

/** One figure, written in per cent where it is a share; emptied, it is again what it was. */
function Figure({ one, currency, typed, onValue }: { one: Assumption; currency: string; typed: string | undefined; onValue: (value: string | null) => void }) {
  const { t } = useLingui()
  const words = useAssumptionWords()
  const isShare = shares.has(one.name)
  const sources: Record<Assumption["source"], string> = { company: t`Company`, measured: t`Measured`, assumed: t`Assumed`, given: t`Yours` }
  const shown = typed ?? one.value
  const asShown = (value: string) => (isShare ? String(Math.round(Number(value) * 1e6) / 1e4) : value)
  return (
    <Field label={<span className="flex items-center justify-between gap-2"><span>{words[one.name] ?? one.name}{isShare ? " (%)" : amounts.has(one.name) && ` (${currency})`}</span><Badge tone={one.source === "measured" ? "good" : one.source === "assumed" ? "warn" : "neutral"}>{sources[one.source]}</Badge></span>}>
      <DecimalInput isGrouped key={typed === undefined ? one.value : "typed"} value={asShown(shown)} onValue={(value) => onValue(value && isShare ? String(Number(value) / 100) : value)} />
    </Field>
  )
}
