import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Facts, Note } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { whatIfQuery, type Mover, type PriceList, type WhatIf } from "./api"

/** What publishing would do: rows, margins, the biggest movers and what falls below its floor. */
export function WhatIfDetails({ list, startsAt }: { list: PriceList; startsAt: string | undefined }) {
  const { data: found, error, refetch } = useQuery(whatIfQuery(list, startsAt))
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  return found ? <Shown found={found} /> : <Skeleton className="h-64 w-full" />
}

function Shown({ found }: { found: WhatIf }) {
  const { t } = useLingui()
  const f = useFormat()
  const percent = (value: string | null) => (value === null ? "—" : f.percent(Number(value) / 100))
  const below = found.below_floor ?? 0
  const isLarge = Number(found.largest_change_percent ?? 0) > Number(found.approval_threshold_percent)
  const isUncompared = found.without_cost !== null && found.rows > 0 && found.margin_before_percent === null
  const blocked = below > 0 && found.below_floor_policy === "block"
  return (
    <div className="grid gap-4">
      {below > 0 && <Note tone={blocked ? "bad" : "warn"}>{blocked ? t`${f.number(below)} prices lie below their floor. The company's policy blocks them: raise them or take them out.` : t`${f.number(below)} prices lie below their floor.`}</Note>}
      {found.not_protected > 0 && <Note tone="bad">{t`Nothing protects ${f.number(found.not_protected)} prices: no exchange rate takes their cost or minimum to ${found.currency}. Record the rate: ${found.not_protected_rows.map((one) => one.sku).join(", ")}`}</Note>}
      {found.needs_approval && !isLarge && <Note tone="warn">{t`Somebody who may see costs has to approve it.`}</Note>}
      {isLarge && <Note tone="warn">{t`The largest change (${percent(found.largest_change_percent)}) is above ${percent(found.approval_threshold_percent)}: somebody else has to approve it.`}</Note>}
      <Facts
        items={[
          [t`Prices changed`, f.number(found.rows)],
          [t`Average change`, percent(found.average_change_percent)],
          [t`Raised`, f.number(found.raised)],
          [t`Margin now`, percent(found.margin_before_percent)],
          [t`Lowered`, f.number(found.lowered)],
          [t`Margin after`, percent(found.margin_after_percent)],
          [t`New in the list`, f.number(found.new)],
          [t`Margin for one unit of each`, f.money(found.margin_effect, found.currency)],
          [t`Margin over what sold in 90 days`, f.money(found.units_effect, found.currency)],
          [t`Removed`, f.number(found.removed)],
          [t`Without a cost`, f.number(found.without_cost)],
          [t`Only breaks`, f.number(found.breaks_changed)],
          [t`Takes effect`, f.time(found.starts_at)],
        ]}
      />
      {isUncompared && <p className="text-sm text-ink-soft">{t`Margins are compared for products that have a price in the list now, keep one and whose cost is known; here there are none, so there is nothing to compare.`}</p>}
      {found.below_floor_rows.length > 0 && <Movers title={t`Below their floor`} rows={found.below_floor_rows} currency={found.currency} />}
      {found.movers.length > 0 && <Movers title={t`Biggest changes`} rows={found.movers} currency={found.currency} />}
    </div>
  )
}

function Movers({ title, rows, currency }: { title: string; rows: Mover[]; currency: string }) {
  const { t } = useLingui()
  const f = useFormat()
  const percent = (value: string | null) => (value === null ? "—" : f.percent(Number(value) / 100))
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="text-sm font-semibold">{title}</h3>
      <div className="overflow-x-auto">
        <table className="tabular w-full text-sm">
          <thead><tr className="text-left text-xs text-ink-faint"><th className="py-1 pr-3 font-medium">{t`Product`}</th><th className="px-2 text-right font-medium">{t`Now`}</th><th className="px-2 text-right font-medium">{t`New`}</th><th className="px-2 text-right font-medium">{t`Change`}</th><th className="px-2 text-right font-medium">{t`Margin after`}</th><th className="pl-2 text-right font-medium">{t`Floor`}</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.product.id} className="border-t">
                <td className="max-w-52 truncate py-1 pr-3" title={row.product.name}><Link to={paths.product(row.product.id)}>{row.product.sku}</Link> <span className="text-ink-soft">{row.product.name}</span></td>
                <td className="px-2 text-right">{f.price(row.before, currency)}</td>
                <td className="px-2 text-right font-medium">{f.price(row.after, currency)}</td>
                <td className="px-2 text-right" title={t`largest of any quantity: ${percent(row.largest_change_percent)}`}>{row.change_percent === null ? "—" : f.change(Number(row.change_percent) / 100)}</td>
                <td className="px-2 text-right">{percent(row.margin_after_percent)}</td>
                <td className="pl-2 text-right">{f.price(row.floor, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
