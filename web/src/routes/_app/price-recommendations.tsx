import { createFileRoute } from "@tanstack/react-router"
import { RecommendationsPage } from "@/features/recommendations/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/price-recommendations")({
  beforeLoad: needs("insights.see_cost"),
  validateSearch: shape({ list_id: number(), category_id: number(), band: number() }),
  loader: words("recommendations"),
  component: RecommendationsPage,
})
