import { createFileRoute } from "@tanstack/react-router"
import { kinds } from "@/features/alerts/api"
import { AlertsPage } from "@/features/alerts/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/alerts")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ kind: oneOf(kinds), location_id: number(), q: text(), sort: text() }),
  loader: words("alerts"),
  component: AlertsPage,
})
