import { post } from "@/api/http"
import type { components } from "@/api/schema"

type Schemas = components["schemas"]

export const path = "/alerts"
export const kinds = ["stock_out", "below_reorder", "overstock", "dead_stock"] as const
export type Kind = (typeof kinds)[number]

export type Alert = Schemas["AlertView"]

export const dismiss = (alert: Alert) => post<Alert>(`${path}/${alert.id}/dismiss`)
