import { createFileRoute } from "@tanstack/react-router"
import { CalculatorPage } from "@/features/calculator/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/calculator")({
  beforeLoad: needs("prices.calculate"),
  validateSearch: shape({ scenario: number() }),
  loader: words("calculator"),
  component: CalculatorPage,
})
