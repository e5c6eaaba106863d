import { createFileRoute } from "@tanstack/react-router"
import { CompetitorsPage } from "@/features/cost-sheets/competitors-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/competitor-prices")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ q: text(), product_id: number(), competitor: text(), sort: text() }),
  loader: words("cost-sheets"),
  component: CompetitorsPage,
})
