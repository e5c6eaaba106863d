import { CircleX, TrendingDown, TrendingUp, type LucideIcon } from "lucide-react"
import type { StockState } from "@/ui/states"

/** How a state shows beside a figure: colour and sign, so that neither stands alone. */
export const stateSigns: Record<StockState, { ink: string; Icon?: LucideIcon }> = {
  out: { ink: "text-bad", Icon: CircleX },
  low: { ink: "text-warn", Icon: TrendingDown },
  ok: { ink: "" },
  over: { ink: "text-info", Icon: TrendingUp },
}
