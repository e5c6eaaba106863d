import { queryOptions } from "@tanstack/react-query"
import { get, put } from "@/api/http"
import type { Page } from "@/api/types"
import type { Named, ProductNamed } from "@/lib/plan"
import type { OrderState, StockState } from "@/ui/states"

export type Product = {
  id: number
  sku: string
  name: string
  category_id: number | null
  category: string | null
  brand: string | null
  unit: string | null
  barcode: string | null
  cost: string | null
  price: string | null
  currency: string
  pack_size: string
  moq: string
  shelf_life_days: number | null
  weight_kg: string | null
  volume_m3: string | null
  description: string | null
  supplier: Named | null
  active: boolean
  version: number
}

export type Level = {
  location: Named
  on_hand: string
  reserved: string
  available: string
  on_order: string
  in_transit: string
  value: string | null
  currency: string
  days_of_cover: number | null
  reorder_point: string | null
  order_up_to: string | null
  state: StockState
}

export type Movement = { id: number; at: string; location: Named; kind: "count" | "adjustment" | "receipt" | "transfer_out" | "transfer_in"; quantity: string; balance: string; reference: string | null; actor_name: string }

export type Supply = { supplier: Named; is_preferred: boolean; cost: string | null; currency: string; lead_time_days: number | null; pack_size: string | null; moq: string | null }
export type SupplyList = { product_id: number; suppliers: Supply[]; version: number }
export type SupplyIn = { supplier_id: number; is_preferred: boolean; cost?: string; lead_time_days?: number; pack_size?: string; moq?: string }

export type OpenOrder = { id: number; number: string; supplier: Named; location: Named; state: OrderState; currency: string; total: string | null; expected_on: string | null }

export type Series = {
  product: ProductNamed
  location: Named
  abc: string
  xyz: string
  demand_class: string
  model: string
  daily_mean: number
  safety_stock: number
  reorder_point: number
  order_up_to: number
  outcome: string
  outcome_text: string
}

export const productQuery = (id: number) => queryOptions({ queryKey: ["product", id], queryFn: ({ signal }) => get<Product>(`/products/${id}`, undefined, signal) })

/** Rows about one product from a list of the API, under that list's key so that it follows its changes. */
const rowsQuery = <T>(path: string, product_id: number, more: Record<string, string | number> = {}) =>
  queryOptions({
    queryKey: ["product", product_id, path, more],
    queryFn: async ({ signal }) => (await get<Page<T>>(path, { product_id, limit: 100, ...more }, signal)).items,
  })

export const levelsQuery = (id: number) => rowsQuery<Level>("/stock", id)
export const movementsQuery = (id: number) => rowsQuery<Movement>("/stock/movements", id, { limit: 20 })
export const seriesQuery = (id: number) => rowsQuery<Series>("/planning/series", id)
export const ordersQuery = (id: number) => rowsQuery<OpenOrder>("/purchase-orders", id, { open: "true", limit: 50 })
export const supplyQuery = (id: number) => queryOptions({ queryKey: ["product", id, "supply"], queryFn: ({ signal }) => get<SupplyList>(`/products/${id}/supply`, undefined, signal) })

export const saveSupply = (list: SupplyList, suppliers: SupplyIn[]) => put<SupplyList>(`/products/${list.product_id}/supply`, { suppliers }, list.version)

/** The supplier's own terms, for what the supply leaves open. */
export type Supplier = Named & { lead_time_days: number | null; minimum_order_value: string | null; currency: string }
export const supplierQuery = (id: number) => queryOptions({ queryKey: ["supplier", id], queryFn: ({ signal }) => get<Supplier>(`/suppliers/${id}`, undefined, signal) })
