import { createFileRoute } from "@tanstack/react-router"
import { SkuPage } from "@/features/sku/page"
import { timeSteps } from "@/features/sku/steps"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/products/$id")({
  beforeLoad: needs("catalog.read"),
  validateSearch: shape({ location_id: number(), days: number(), step: oneOf(timeSteps) }),
  loader: words("sku"),
  component: SkuPage,
})
