import { createFileRoute } from "@tanstack/react-router"
import { kinds, states, views } from "@/features/stock/choices"
import { StockPage } from "@/features/stock/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/stock")({
  beforeLoad: needs("stock.read"),
  validateSearch: shape({
    view: oneOf(views), q: text(), location_id: number(), category_id: number(), supplier_id: number(), product_id: number(),
    state: oneOf(states), kind: oneOf(kinds), sort: text(),
  }),
  loader: words("stock"),
  component: StockPage,
})
