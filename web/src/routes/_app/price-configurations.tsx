import { createFileRoute } from "@tanstack/react-router"
import { ConfigurationsPage } from "@/features/configurations/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/price-configurations")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ q: text(), active: flag(), sort: text() }),
  loader: words("configurations"),
  component: ConfigurationsPage,
})
