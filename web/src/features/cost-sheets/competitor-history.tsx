import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { Drawer } from "@/ui/dialog"
import { Failure } from "@/ui/failure"
import { Skeleton } from "@/ui/progress"
import { Sparkline } from "@/ui/sparkline"
import { Change } from "@/ui/tile"
import { IndexValue } from "./competitor-index"
import { seenQuery, type CompetitorPrice } from "./competitors-api"

/** What one competitor asked for a product over time. */
export function CompetitorHistory({ row, onClose }: { row: CompetitorPrice; onClose: () => void }) {
  const { t } = useLingui()
  const { data, error, refetch } = useQuery(seenQuery(row.product.id, row.competitor))
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()} title={row.competitor} description={`${row.product.sku} · ${row.product.name}`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : data ? <Course seen={data} label={t`Prices of ${row.competitor}`} /> : <Skeleton className="h-40" />}
    </Drawer>
  )
}

/** A change to the price before, where both are of one currency. */
const changeOf = (now: CompetitorPrice, before?: CompetitorPrice) => (before?.currency === now.currency ? Number(now.price) / Number(before.price) - 1 : null)

function Course({ seen, label }: { seen: CompetitorPrice[]; label: string }) {
  const { t } = useLingui()
  const f = useFormat()
  const comparable = seen.filter((one) => one.currency === seen[0]?.currency).map((one) => Number(one.price)).reverse()
  return (
    <div className="grid gap-4">
      <Sparkline values={comparable} label={label} width={320} height={56} />
      <ol className="grid gap-1.5 text-sm">
        {seen.map((one, place) => (
          <li key={one.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b pb-1.5 last:border-b-0">
            <span>{f.date(one.observed_on)}{one.source && <> · {one.source}</>} · <span className="text-ink-faint">{one.author_name}</span></span>
            <span className="tabular flex items-baseline gap-3"><Change value={changeOf(one, seen[place + 1])} goodWhen="up" /><span className="font-medium">{f.price(one.price, one.currency)}</span><span className="text-ink-soft" title={t`Our price ÷ theirs`}><IndexValue value={one.index} /></span></span>
          </li>
        ))}
      </ol>
    </div>
  )
}
