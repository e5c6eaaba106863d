import { createFileRoute } from "@tanstack/react-router"
import { levels, steps } from "@/features/forecasts/choices"
import { ForecastsPage } from "@/features/forecasts/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/forecasts")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ level: oneOf(levels), step: oneOf(steps), location_id: number(), category_id: number(), item: number() }),
  loader: words("forecasts"),
  component: ForecastsPage,
})
