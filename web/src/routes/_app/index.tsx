import { createFileRoute } from "@tanstack/react-router"
import { grains } from "@/features/dashboard/choices"
import { DashboardPage } from "@/features/dashboard/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/")({
  beforeLoad: needs("insights.read"),
  validateSearch: shape({ from: text(), to: text(), location_id: number(), grain: oneOf(grains) }),
  loader: words("dashboard"),
  component: DashboardPage,
})
