import { post } from "@/api/http"
import type { Figures, Named, ProductNamed } from "@/lib/plan"

export const path = "/alerts"
export const kinds = ["stock_out", "below_reorder", "overstock", "dead_stock"] as const
export type Kind = (typeof kinds)[number]

export type Alert = {
  id: number
  kind: Kind
  severity: number
  product: ProductNamed
  location: Named
  money_at_risk: string | null
  currency: string
  data: Figures
  text: string
  since: string
  dismissed_at: string | null
  dismissed_by: string | null
  version: number
}

export const dismiss = (alert: Alert) => post<Alert>(`${path}/${alert.id}/dismiss`)
