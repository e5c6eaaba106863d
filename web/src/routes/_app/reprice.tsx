import { createFileRoute } from "@tanstack/react-router"
import { RepricePage } from "@/features/price-lists/reprice-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/reprice")({
  beforeLoad: needs("insights.see_cost"),
  validateSearch: shape({ list_id: number(), only: oneOf(["all"]), category_id: number() }),
  loader: words("price-lists"),
  component: RepricePage,
})
