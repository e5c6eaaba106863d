import { useLingui } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { useList } from "@/lib/list"
import { paths } from "@/lib/paths"
import { Button, buttonClass } from "@/ui/button"
import { Drawer } from "@/ui/dialog"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Skeleton } from "@/ui/progress"
import { StockStatus } from "@/ui/states"
import { movementsPath, type Level, type Movement } from "./api"
import { Quantity } from "./movements"
import { useCover, useMovementWords } from "./words"

/** One product at one location: how it stands and how it came to that. */
export function MovementsDrawer({ level, onClose, onRecord }: { level: Level; onClose: () => void; onRecord?: () => void }) {
  const { t } = useLingui()
  const { qty, number, money } = useFormat()
  const cover = useCover()
  const facts: [string, string][] = [
    [t`On hand`, qty(level.on_hand)], [t`Reserved`, qty(level.reserved)], [t`Available`, qty(level.available)],
    [t`On order`, qty(level.on_order)], [t`In transit`, qty(level.in_transit)], [t`Cover`, cover(level.days_of_cover)],
    [t`Reorder point`, number(level.reorder_point, 0)], [t`Order-up-to level`, number(level.order_up_to, 0)],
    ...(level.value === null ? [] : [[t`Value`, money(level.value, level.currency)] as [string, string]]),
  ]
  return (
    <Drawer
      open onOpenChange={(open) => !open && onClose()} title={level.product.name} description={`${level.product.sku} · ${level.location.name}`}
      footer={
        <>
          <Link isPlain to={paths.product(level.product.id)} search={{ location_id: level.location.id }} className={buttonClass()}>{t`See the product`}</Link>
          {onRecord && <Button look="primary" onClick={onRecord}>{t`Adjust stock`}</Button>}
        </>
      }
    >
      <StockStatus state={level.state} />
      <dl className="tabular mt-3 grid grid-cols-3 gap-2">
        {facts.map(([name, value]) => (
          <div key={name} className="rounded-md bg-sunken px-3 py-1.5">
            <dt className="text-xs text-ink-faint">{name}</dt>
            <dd className="text-base font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-5 mb-1 text-sm font-semibold">{t`Movements`}</h3>
      <History level={level} />
    </Drawer>
  )
}

function History({ level }: { level: Level }) {
  const { t } = useLingui()
  const f = useFormat()
  const words = useMovementWords()
  const list = useList<Movement>(movementsPath, { product_id: level.product.id, location_id: level.location.id }, { limit: 50 })
  if (list.error) return <Failure error={list.error} onRetry={list.onRetry} />
  if (list.isLoading) return <Skeleton className="h-32 w-full" />
  if (list.rows.length === 0) return <p className="py-4 text-sm text-ink-faint">{t`Nothing moved yet.`}</p>
  return (
    <>
      <ul>
        {list.rows.map((row) => (
          <li key={row.id} className="flex items-baseline gap-3 border-b py-1.5 text-sm last:border-b-0">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{words[row.kind]}{row.reference && ` · ${row.reference}`}</span>
              <span className="block truncate text-xs text-ink-faint">{f.time(row.at)} · {row.actor_name}</span>
            </span>
            <span className="shrink-0 text-right"><Quantity value={row.quantity} /><span className="tabular block text-xs text-ink-faint">= {f.qty(row.balance)}</span></span>
          </li>
        ))}
      </ul>
      {list.hasMore && <Button look="quiet" size="sm" busy={list.isFetchingMore} onClick={list.onMore}>{t`Show earlier ones`}</Button>}
    </>
  )
}
