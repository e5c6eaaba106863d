import { queryOptions } from "@tanstack/react-query"
import { get, post } from "@/api/http"
import type { Page, Schema } from "@/api/types"
import type { StockState } from "@/ui/states"
import { kinds, states, views } from "./choices"

export { kinds, states, views }
export const path = "/stock"
export const totalPath = "/stock/consolidated"
export const movementsPath = "/stock/movements"

export type View = (typeof views)[number]
export type Kind = (typeof kinds)[number]

export type Level = Schema<"LevelView">
export type Total = Schema<"ConsolidatedView">
export type Movement = Schema<"MovementView">
export type MovementIn = Schema<"MovementIn">

/** Everything that the page shows is in its URL. */
export type Search = {
  view?: View
  q?: string
  location_id?: number
  category_id?: number
  supplier_id?: number
  product_id?: number
  state?: StockState
  kind?: Kind
  sort?: string
}

/** The filters that levels and totals share. */
export const levelFilters = ({ q, location_id, category_id, supplier_id, product_id, state }: Search) => ({ q, location_id, category_id, supplier_id, product_id, state })
export const movementFilters = ({ location_id, product_id, kind }: Search) => ({ location_id, product_id, kind })

/** How many levels, or products, there are in a state, within the other filters. */
export const countQuery = (of: typeof path | typeof totalPath, filters: ReturnType<typeof levelFilters>) =>
  queryOptions({
    queryKey: ["totals", path, of, filters],
    queryFn: async ({ signal }) => (await get<Page<unknown>>(of, { ...filters, limit: 1, count: true }, signal)).total ?? null,
  })

/** What one location holds of a product, null when nothing was ever there. */
export const levelQuery = (product_id: number, location_id: number) =>
  queryOptions({
    queryKey: ["list", path, "one", product_id, location_id],
    queryFn: async ({ signal }) => (await get<Page<Level>>(path, { product_id, location_id, limit: 1 }, signal)).items[0] ?? null,
  })

export const recordMovement = (movement: MovementIn, idempotencyKey?: string) => post<Movement>(movementsPath, movement, { idempotencyKey })
