import { createFileRoute } from "@tanstack/react-router"
import { PriceSettingsPage } from "@/features/price-settings/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"

export const Route = createFileRoute("/_app/price-settings")({
  beforeLoad: needs("prices.read"),
  loader: words("price-settings"),
  component: PriceSettingsPage,
})
