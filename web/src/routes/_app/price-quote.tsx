import { createFileRoute } from "@tanstack/react-router"
import { PriceQuotePage } from "@/features/price-lists/explain-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/price-quote")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ product_id: number(), customer_id: number(), channel_id: number(), quantity: text(), at: text() }),
  loader: words("price-lists"),
  component: PriceQuotePage,
})
