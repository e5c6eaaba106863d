import { createFileRoute } from "@tanstack/react-router"
import { CampaignWizardPage } from "@/features/campaigns/wizard"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"

export const Route = createFileRoute("/_app/campaigns/$id/edit")({ beforeLoad: needs("prices.edit_campaign"), loader: words("campaigns"), component: CampaignWizardPage })
