import { createFileRoute } from "@tanstack/react-router"
import { CampaignWizardPage } from "@/features/campaigns/wizard"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/campaigns/new")({
  beforeLoad: needs("prices.edit_campaign"),
  validateSearch: shape({ like: number() }),
  loader: words("campaigns"),
  component: CampaignWizardPage,
})
