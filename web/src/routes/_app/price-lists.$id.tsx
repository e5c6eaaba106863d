import { createFileRoute } from "@tanstack/react-router"
import { views } from "@/features/price-lists/choices"
import { PriceListPage } from "@/features/price-lists/detail-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/price-lists/$id")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ view: oneOf(views), q: text(), category_id: number(), sort: text() }),
  loader: words("price-lists"),
  component: PriceListPage,
})
