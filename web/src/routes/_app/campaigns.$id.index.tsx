import { createFileRoute } from "@tanstack/react-router"
import { CampaignPage } from "@/features/campaigns/campaign-page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"

export const Route = createFileRoute("/_app/campaigns/$id/")({ beforeLoad: needs("prices.read"), loader: words("campaigns"), component: CampaignPage })
