import { createFileRoute } from "@tanstack/react-router"
import { states } from "@/features/campaigns/choices"
import { CampaignsPage } from "@/features/campaigns/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/campaigns/")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ state: oneOf(states), configuration_id: number(), q: text(), sort: text() }),
  loader: words("campaigns"),
  component: CampaignsPage,
})
