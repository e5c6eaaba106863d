import { createFileRoute } from "@tanstack/react-router"
import { states } from "@/features/purchase-orders/choices"
import { OrdersPage } from "@/features/purchase-orders/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/purchase-orders/")({
  beforeLoad: needs("purchases.read"),
  validateSearch: shape({ state: oneOf(states), supplier_id: number(), location_id: number(), q: text(), sort: text() }),
  loader: words("purchase-orders"),
  component: OrdersPage,
})
