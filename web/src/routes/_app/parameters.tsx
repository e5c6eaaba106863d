import { createFileRoute } from "@tanstack/react-router"
import { ParametersPage } from "@/features/parameters/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/parameters")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ product_id: number(), location_id: number(), category_id: number() }),
  loader: words("parameters"),
  component: ParametersPage,
})
