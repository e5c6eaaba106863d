import { queryOptions } from "@tanstack/react-query"
import { del, get, post, put } from "@/api/http"
import type { components } from "@/api/schema"
import type { Page } from "@/api/types"

type Schemas = components["schemas"]

export type Product = Schemas["ProductView"]

export type Level = Schemas["LevelView"]

export type Movement = Schemas["MovementView"]

export type Supply = Schemas["SupplyView"]
export type SupplyList = Schemas["SupplyListView"]
export type SupplyIn = { supplier_id: number; is_preferred: boolean; cost?: string; lead_time_days?: number; pack_size?: string; moq?: string; price_breaks?: { least: string; cost: string }[] }

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

export type Override = Schemas["OverrideView"]
export type OverrideDraft = Schemas["OverrideDraft"]
export type Event = Schemas["EventView"]
export type ProductLink = Schemas["LinkView"]

/** Overrides in force or still to come that touch the product; those of its category too. */
export const overridesQuery = (product_id: number, location_id: number | undefined) =>
  queryOptions({
    queryKey: ["product", product_id, "overrides", location_id ?? null],
    queryFn: async ({ signal }) => (await get<Page<Override>>("/planning/overrides", { product_id, location_id, state: "current", limit: 100 }, signal)).items,
  })
export const saveOverride = (draft: OverrideDraft, before: Override | null, key: string) =>
  before ? put<Override>(`/planning/overrides/${before.id}`, draft, before.version) : post<Override>("/planning/overrides", draft, { idempotencyKey: key })
export const endOverride = (override: Override) => del(`/planning/overrides/${override.id}`, override.version)
export const restoreOverride = (override: Override) => post("/planning/overrides:restore", { ids: [override.id] })

/** Events that hold for the product on the days shown. */
export const eventsQuery = (product_id: number, location_id: number | undefined, from: string | undefined, to: string | undefined) =>
  queryOptions({
    queryKey: ["events", "product", product_id, location_id ?? null, from, to],
    queryFn: ({ signal }) => get<Event[]>("/planning/events", { product_id, location_id, from, to }, signal),
    enabled: from !== undefined && to !== undefined,
  })

export const linksQuery = (product_id: number) => rowsQuery<ProductLink>("/planning/links", product_id)
export const saveLink = (draft: Schemas["LinkDraft"], key: string) => post<ProductLink>("/planning/links", draft, { idempotencyKey: key })
export const deleteLink = (link: ProductLink) => del(`/planning/links/${link.id}`, link.version)
