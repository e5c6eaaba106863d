import { createFileRoute } from "@tanstack/react-router"
import { strategies } from "@/features/cost-sheets/choices"
import { CostSheetsPage } from "@/features/cost-sheets/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { flag, number, oneOf, shape, text } from "@/lib/search"

export const Route = createFileRoute("/_app/cost-sheets")({
  beforeLoad: needs("prices.read"),
  validateSearch: shape({ q: text(), category_id: number(), configuration_id: number(), strategy: oneOf(strategies), active: flag(), sort: text(), sheet: number() }),
  loader: words("cost-sheets"),
  component: CostSheetsPage,
})
