import { createFileRoute } from "@tanstack/react-router"
import { AlertsPage } from "@/features/alerts/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/alerts")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ kind: text(), location_id: number(), q: text(), sort: text() }),
  loader: words("alerts"),
  component: AlertsPage,
})
