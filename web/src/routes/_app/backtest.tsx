import { createFileRoute } from "@tanstack/react-router"
import { BacktestPage } from "@/features/backtest/page"
import { words } from "@/i18n"
import { needs } from "@/lib/guard"
import { number, shape } from "@/lib/search"

export const Route = createFileRoute("/_app/backtest")({
  beforeLoad: needs("planning.read"),
  validateSearch: shape({ id: number(), level: number() }),
  loader: words("backtest"),
  component: BacktestPage,
})
