import { useLingui } from "@lingui/react/macro"
import { useQueryClient } from "@tanstack/react-query"
import { Check } from "lucide-react"
import { useState } from "react"
import { listKey, useList } from "@/lib/list"
import { useCan } from "@/lib/me"
import { Button } from "@/ui/button"
import { Empty } from "@/ui/empty"
import { Failure } from "@/ui/failure"
import { Skeleton } from "@/ui/progress"
import { done, failed } from "@/ui/toast"
import { path, stepOrder, type OrderHead } from "./api"
import { OrderCard } from "./order-card"

/** Draft orders that wait for a yes, one card each. */
export function DraftOrders() {
  const { t } = useLingui()
  const list = useList<OrderHead>(path, { state: "draft" }, { limit: 50 })
  if (list.error) return <Failure error={list.error} onRetry={list.onRetry} />
  if (list.isLoading) return <div className="grid gap-3" aria-busy="true"><Skeleton className="h-32 w-full" /><Skeleton className="h-32 w-full" /></div>
  if (list.rows.length === 0) return <div className="card"><Empty title={t`No draft waits for approval`}>{t`Orders made from suggestions appear here until somebody approves them.`}</Empty></div>
  return (
    <>
      <ul aria-label={t`Draft orders`} className="grid grid-cols-1 gap-3 lg:grid-cols-2 2xl:grid-cols-3">
        {list.rows.map((order) => <Draft key={order.id} order={order} />)}
      </ul>
      {list.hasMore && <Button onClick={list.onMore} busy={list.isFetchingMore}>{t`Show more`}</Button>}
    </>
  )
}

function Draft({ order }: { order: OrderHead }) {
  const { t } = useLingui()
  const can = useCan()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const approve = async () => {
    setBusy(true)
    try {
      await stepOrder(order, "approve")
      done(t`Order ${order.number} approved`)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
      await client.invalidateQueries({ queryKey: listKey(path) })
    }
  }
  return (
    <li className="card grid grid-cols-1 gap-3 p-4">
      <OrderCard order={order} />
      {can("purchases.approve_order") && (
        <Button look="primary" className="min-h-11" icon={<Check size={16} />} busy={busy} aria-label={t`Approve order ${order.number} of ${order.supplier.name}`} onClick={() => void approve()}>{t`Approve`}</Button>
      )}
    </li>
  )
}
