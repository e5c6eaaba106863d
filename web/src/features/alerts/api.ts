import { queryOptions } from "@tanstack/react-query"
import { get, post } from "@/api/http"
import type { components } from "@/api/schema"
import { paths } from "@/lib/paths"

type Schemas = components["schemas"]

export const path = "/alerts"

export type Alert = Schemas["AlertView"]
/** Kinds come with their words from the API, so that a new one needs nothing here. */
export type Kind = Alert["kind"]
export type KindTotal = Schemas["AlertKindTotal"]
export type Narrowing = { kind?: string; location_id?: number; q?: string }

export const totalsQuery = (location_id: number | undefined, q: string | undefined) =>
  queryOptions({ queryKey: ["totals", path, location_id ?? null, q ?? null], queryFn: ({ signal }) => get<KindTotal[]>(`${path}/totals`, { location_id, q }, signal), placeholderData: (before) => before })

export const dismiss = (chosen: { ids: number[] } | { filter: Narrowing }) => post<Schemas["AlertsChanged"]>(`${path}:dismiss`, chosen)
export const restore = (ids: number[]) => post<Schemas["AlertsChanged"]>(`${path}:restore`, { ids })

export type Step = "order" | "move" | "wait" | "promote" | "drop"
const steps: Record<string, Step> = { stock_out: "order", below_reorder: "order", overstock: "move", too_much_on_order: "wait", dead_stock: "drop", expiring: "promote", slow_mover: "promote" }

/** What to do next about a kind of alert. */
export const stepOf = (kind: string): Step => steps[kind] ?? "order"

/** Where the next step is done. */
export function addressOf({ kind, product, location }: Alert): { to: string; search: Record<string, string | number> } {
  switch (stepOf(kind)) {
    case "order":
      return { to: paths.suggestions, search: { q: product.sku, location_id: location.id } }
    case "move":
      return { to: paths.transfers, search: { from_location_id: location.id, q: product.sku } }
    case "wait":
      return { to: paths.orders, search: { state: "sent", location_id: location.id } }
    case "promote":
      return { to: paths.calendar, search: { product_id: product.id, location_id: location.id } }
    case "drop":
      return { to: paths.product(product.id), search: { location_id: location.id } }
  }
}
