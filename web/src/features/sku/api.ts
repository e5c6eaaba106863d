import { queryOptions } from "@tanstack/react-query"
import { get, put } from "@/api/http"
import type { components } from "@/api/schema"
import type { Page } from "@/api/types"

type Schemas = components["schemas"]

export type Product = Schemas["ProductView"]

export type Level = Schemas["LevelView"]

export type Movement = Schemas["MovementView"]

export type Supply = Schemas["SupplyView"]
export type SupplyList = Schemas["SupplyListView"]
export type SupplyIn = { supplier_id: number; is_preferred: boolean; cost?: string; lead_time_days?: number; pack_size?: string; moq?: string }

export type OpenOrder = Schemas["OrderHead"]

export type Series = Schemas["SeriesView"]

export const productQuery = (id: number) => queryOptions({ queryKey: ["product", id], queryFn: ({ signal }) => get<Product>(`/products/${id}`, undefined, signal) })

/** Rows about one product from a list of the API, under that list's key so that it follows its changes. */
const rowsQuery = <T>(path: string, product_id: number, more: Record<string, string | number> = {}) =>
  queryOptions({
    queryKey: ["product", product_id, path, more],
    queryFn: async ({ signal }) => (await get<Page<T>>(path, { product_id, limit: 100, ...more }, signal)).items,
  })

export const levelsQuery = (id: number) => rowsQuery<Level>("/stock", id)
export const movementsQuery = (id: number) => rowsQuery<Movement>("/stock/movements", id, { limit: 20 })

/** The planned series of one product, found by its SKU. */
export const seriesQuery = ({ id, sku }: { id: number; sku: string }) =>
  queryOptions({
    queryKey: ["product", id, "/planning/series"],
    queryFn: async ({ signal }) => (await get<Page<Series>>("/planning/series", { q: sku, limit: 200 }, signal)).items.filter((one) => one.product.id === id),
  })

export const ordersQuery = (id: number) => rowsQuery<OpenOrder>("/purchase-orders", id, { open: "true", limit: 50 })
export const supplyQuery = (id: number) => queryOptions({ queryKey: ["product", id, "supply"], queryFn: ({ signal }) => get<SupplyList>(`/products/${id}/supply`, undefined, signal) })

export const saveSupply = (list: SupplyList, suppliers: SupplyIn[]) => put<SupplyList>(`/products/${list.product_id}/supply`, { suppliers }, list.version)

/** The supplier's own terms, for what the supply leaves open. */
export type Supplier = Schemas["SupplierView"]
export const supplierQuery = (id: number) => queryOptions({ queryKey: ["supplier", id], queryFn: ({ signal }) => get<Supplier>(`/suppliers/${id}`, undefined, signal) })
