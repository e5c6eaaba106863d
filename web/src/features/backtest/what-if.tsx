import { useLingui } from "@lingui/react/macro"
import { useMemo } from "react"
import { useFormat } from "@/lib/format"
import { Chart } from "@/ui/chart"
import { Card } from "@/ui/page"
import { ScrollBox } from "@/ui/scroll-box"
import { Tile } from "@/ui/tile"
import type { Figures, Policy, Result } from "./api"
import { efficient, fillAt, gridOf, pointAt, pointsOf, stockOf } from "./frontier"
import { usePolicyWords } from "./words"

const colors: Record<Policy, number> = { fluxion: 1, fluxion_value: 2, quantile: 5, days_of_cover: 3, normal: 4, min_max: 6 }

/** The rule by value lies close to the first; it is in the figures, not in the picture. */
const drawn: readonly Policy[] = ["fluxion", "quantile", "days_of_cover", "normal", "min_max"]

/** The frontier of every rule, and a slider along ours. */
export function WhatIf({ result, level, onLevel }: { result: Result; level: number; onLevel: (level: number) => void }) {
  const { t } = useLingui()
  const f = useFormat()
  const words = usePolicyWords()
  const points = pointsOf(result, "fluxion")
  const at = Math.max(points.findIndex((one) => one === pointAt(points, level)), 0)
  const point = points[at]
  const hasMoney = point?.capital !== null
  const told = (stock: number | null) => (stock === null ? "—" : hasMoney ? f.shortMoney(stock) : t`${f.number(stock, 0)} days`)
  const chart = useMemo(() => {
    const grid = gridOf(result)
    const series = result.policies.filter((one) => drawn.includes(one.code)).map((one) => {
      const curve = efficient(one.points)
      return { name: words[one.code], color: colors[one.code], values: grid.map((stock) => fillAt(curve, stock)) }
    })
    return { grid, series }
  }, [result, words])
  if (!point) return null
  const stock = stockOf(point)
  const nearest = stock === null ? 0 : chart.grid.reduce((best, one, index) => (Math.abs(one - stock) < Math.abs((chart.grid[best] ?? 0) - stock) ? index : best), 0)
  const x = chart.grid.map((one) => String(one))
  return (
    <>
      <Card title={t`Service against stock`} description={t`Each line is a rule at all its settings. Higher is more service; further right is more stock. A line above another serves more with the same stock.`}>
        <Chart label={t`Fill rate of each rule by the stock it holds`} x={x} xFormat={(one) => told(Number(one))} format={(one) => f.percent(one, 1)} series={chart.series} marks={[{ x: x[nearest] ?? "", label: t`Chosen` }]} height={340} isTight />
        <label className="mt-4 grid gap-1 text-sm font-medium">
          <span className="flex justify-between gap-3"><span>{t`Service level that orders aim at`}</span><span className="tabular">{f.percent(point.knob, 1)}</span></span>
          <input type="range" className="min-h-11 w-full accent-accent" min={0} max={points.length - 1} step={1} value={at} aria-valuetext={f.percent(point.knob, 1)} onChange={(event) => onLevel(points[Number(event.target.value)]?.knob ?? level)} />
        </label>
      </Card>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-6">
        <Tile name={t`Fill rate`} value={f.percent(point.fill_rate)} help={t`Units sold out of units asked for`} />
        <Tile name={hasMoney ? t`Capital` : t`Stock`} value={told(stock)} help={t`Average stock on the evenings replayed`} />
        <Tile name={t`Stock-outs`} value={f.count(point.stock_outs)} help={t`Days on which a product lost a sale`} />
        <Tile name={t`Turns`} value={f.number(point.turns, 1)} help={t`Times a year that the stock is sold`} />
        <Tile name={t`Cost a year`} value={f.shortMoney(point.holding_year)} help={t`Holding the stock at ${f.percent(result.data.holding_rate, 0)} of its value`} />
        <Tile name={t`Overstock`} value={f.percent(point.overstock_share)} help={t`Days with more than four protection periods of demand in stock`} />
      </div>
      <ByClass classes={point.classes} told={told} />
    </>
  )
}

function ByClass({ classes, told }: { classes: Record<string, Figures>; told: (stock: number | null) => string }) {
  const { t } = useLingui()
  const f = useFormat()
  return (
    <Card title={t`By class`}>
      <ScrollBox label={t`By class`}>
        <table className="tabular w-full min-w-md text-sm">
          <thead><tr className="text-left text-ink-soft"><th scope="col" className="py-1.5 font-medium">{t`Class`}</th>{[t`Fill rate`, t`Stock`, t`Stock-outs`, t`Turns`].map((name) => <th key={name} scope="col" className="py-1.5 text-right font-medium">{name}</th>)}</tr></thead>
          <tbody>
            {Object.entries(classes).map(([name, one]) => (
              <tr key={name} className="border-t border-line"><th scope="row" className="py-1.5 text-left font-semibold">{name}</th><td className="text-right">{f.percent(one.fill_rate)}</td><td className="text-right">{told(stockOf(one))}</td><td className="text-right">{f.number(one.stock_outs, 0)}</td><td className="text-right">{f.number(one.turns, 1)}</td></tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Card>
  )
}
