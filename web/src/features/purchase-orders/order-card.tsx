import { Plural } from "@lingui/react/macro"
import { useFormat } from "@/lib/format"
import { paths } from "@/lib/paths"
import { Link } from "@/ui/link"
import { OrderStatus } from "@/ui/states"
import type { OrderHead } from "./api"

/** An order on a phone: from whom, for where, how much, in which state. */
export function OrderCard({ order }: { order: OrderHead }) {
  const { money, date } = useFormat()
  return (
    <Link to={paths.order(order.id)} isPlain className="grid min-h-11 grid-cols-1 gap-1">
      <span className="flex items-baseline justify-between gap-3">
        <span className="truncate text-base font-medium">{order.supplier.name}</span>
        <span className="tabular shrink-0 text-base font-semibold">{money(order.total, order.currency)}</span>
      </span>
      <span className="flex flex-wrap items-center justify-between gap-x-3 text-sm text-ink-soft">
        <span className="truncate">{order.number} · {order.location.name}</span>
        <OrderStatus state={order.state} />
      </span>
      <span className="tabular text-xs text-ink-faint"><Plural value={order.line_count} one="# line" other="# lines" />{order.expected_on && ` · ${date(order.expected_on)}`}</span>
    </Link>
  )
}
