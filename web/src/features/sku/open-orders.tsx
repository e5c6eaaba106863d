import { useLingui } from "@lingui/react/macro"
import { useQuery } from "@tanstack/react-query"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Failure } from "@/ui/failure"
import { Link } from "@/ui/link"
import { Card } from "@/ui/page"
import { Skeleton } from "@/ui/progress"
import { OrderStatus } from "@/ui/states"
import { ordersQuery } from "./api"

/** Orders that still bring the product. */
export function OpenOrders({ productId }: { productId: number }) {
  const { t } = useLingui()
  const { shortDate } = useFormat()
  const { data: open, error, refetch } = useQuery(ordersQuery(productId))
  return (
    <Card title={t`Open orders`}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !open ? <Skeleton className="h-16 w-full" /> : open.length === 0 ? <p className="text-sm text-ink-faint">{t`None is on its way.`}</p> : (
        <ul className="grid grid-cols-1">
          {open.map((order) => (
            <li key={order.id} className="flex flex-wrap items-center gap-x-3 border-b py-1.5 text-sm last:border-b-0">
              <Link to={paths.order(order.id)}>{order.number}</Link>
              <span className="min-w-0 flex-1 truncate text-ink-soft">{order.location.name}</span>
              <span className="tabular text-xs text-ink-faint">{shortDate(order.expected_on)}</span>
              <OrderStatus state={order.state} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
