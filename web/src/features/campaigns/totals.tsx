import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { Button } from "@/ui/button"
import { Note } from "@/ui/page"
import { Tile } from "@/ui/tile"
import type { Flag, Preview } from "./api"

/** What the campaign comes to over all of its products, and at the expected volume. */
export function Totals({ preview, onFlag, onLeaveOutAll }: { preview: Preview; onFlag: (flag: Flag) => void; onLeaveOutAll?: (flag: Flag) => void }) {
  const { t } = useLingui()
  const { money, number, points } = useFormat()
  const { totals, currency, below_cost_policy: policy } = preview
  const show = (flag: Flag, count: number) => <button type="button" className="min-h-6 rounded text-accent-ink underline underline-offset-2 max-sm:min-h-11" onClick={() => onFlag(flag)}>{t`Show ${number(count)}`}</button>
  return (
    <div className="grid gap-3">
      {preview.is_before_protection && <Note>{t`These prices are shown before protection; the final ones may be higher.`}</Note>}
      {policy === "block" && <Note>{t`The company does not sell below cost: that floor holds here whatever the campaign says, and products without a known cost get no discount.`}</Note>}
      {(totals.below_cost ?? 0) > 0 && <Note tone="bad">{t`Products that would be sold below their cost: ${number(totals.below_cost)}.`} {show("below_cost", totals.below_cost ?? 0)}</Note>}
      {(totals.no_cost ?? 0) > 0 && <Note tone="warn">{t`Products without a known cost, which nothing protects: ${number(totals.no_cost)}.`} {show("no_cost", totals.no_cost ?? 0)}</Note>}
      {totals.no_rate > 0 && <Note tone="bad">{t`Products that nothing protects, because no exchange rate takes their cost or minimum to ${currency}: ${number(totals.no_rate)}. Record the rate.`} {show("no_rate", totals.no_rate)}</Note>}
      {onLeaveOutAll && (totals.loses ?? 0) > 0 && (
        <Note tone="bad"><span className="flex flex-wrap items-center justify-between gap-2">{t`Products that would lose money at these prices: ${number(totals.loses)}.`}<Button size="sm" onClick={() => onLeaveOutAll("loses")}>{t`Leave out all that lose`}</Button></span></Note>
      )}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        <Tile name={t`Products discounted`} value={number(totals.discounted)} previous={undefined}><span className="text-xs text-ink-faint">{t`of ${number(totals.products)}`}</span></Tile>
        <Tile name={t`Average discount`} value={points(totals.average_discount_percent)} />
        {totals.loses !== null && <Tile name={t`Would lose`} value={<span className={totals.loses > 0 ? "text-bad" : "text-good"}>{number(totals.loses)}</span>}>{totals.loses > 0 && show("loses", totals.loses)}</Tile>}
        {totals.protected !== null && <Tile name={t`Held by protection`} value={number(totals.protected)}>{totals.protected > 0 && show("protected", totals.protected)}</Tile>}
        {totals.revenue !== null && <Tile name={t`Revenue expected`} value={money(totals.revenue, currency)} help={t`Expected units at the price of the campaign; below, at the list price. Units nobody typed are those of the last 28 days, at their pace.`} previous={money(totals.revenue_before, currency)} />}
        {totals.profit !== null && <Tile name={t`Profit expected`} value={<span className={Number(totals.profit) < 0 ? "text-bad" : undefined}>{money(totals.profit, currency)}</span>} help={totals.extra_units_percent === null ? t`What the expected units leave; below, at the list price.` : t`To keep the profit, ${number(totals.extra_units_percent, 1)} % more units must be sold.`} previous={money(totals.profit_before, currency)} />}
      </div>
    </div>
  )
}
