import { queryOptions } from "@tanstack/react-query"
import { del, get, put } from "@/api/http"
import type { components } from "@/api/schema"
import { parametersPath as path } from "@/lib/parameters"
import type { Page } from "@/api/types"

type Schemas = components["schemas"]

/** ABC classes, and the cells they form with how steadily a product sells (XYZ). */
export const classes = ["A", "B", "C", "AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ"] as const
export type AbcClass = (typeof classes)[number]

export type { Kind, Sheet } from "@/lib/parameters"
export type Parameter = Schemas["ParameterView"]

export type Narrowing = { product_id?: number; location_id?: number; category_id?: number }
export type Draft = { name: string; value: number; location_id?: number; category_id?: number; abc_class?: AbcClass; product_id?: number }

export { sheetQuery } from "@/lib/parameters"
export const setParameter = (draft: Draft) => put<Parameter>(path, draft)
export const deleteParameter = (parameter: Parameter) => del(`${path}/${parameter.id}`, parameter.version)

type Product = Schemas["ProductView"]
type Series = Schemas["SeriesView"]
export type Place = { product: Pick<Product, "id" | "name" | "sku" | "category_id">; location: { id: number; code: string; name: string }; series: Pick<Series, "abc" | "xyz"> | null }

/** A product at a location, with its class in the latest plan. */
export const placeQuery = (productId: number, locationId: number) =>
  queryOptions({
    queryKey: ["parameters", "place", productId, locationId],
    queryFn: async ({ signal }): Promise<Place> => {
      const [product, location] = await Promise.all([get<Product>(`/products/${productId}`, undefined, signal), get<Place["location"]>(`/locations/${locationId}`, undefined, signal)])
      const found = await get<Page<Series>>("/planning/series", { q: product.sku, location_id: locationId, limit: 200 }, signal).catch(() => null)
      return { product, location, series: found?.items.find((one) => one.product.id === productId) ?? null }
    },
  })

/** How many series of the latest plan lie within a scope. */
export const seriesCountQuery = ({ location_id, category_id, abc_class, product_id }: Partial<Draft>, place: Place | null = null) =>
  queryOptions({
    queryKey: ["parameters", "count", location_id ?? null, category_id ?? null, abc_class ?? null, product_id ?? null, place?.product.sku ?? null],
    queryFn: async ({ signal }) => {
      const q = product_id === undefined ? undefined : place?.product.sku
      const found = await get<Page<Series>>("/planning/series", { location_id, category_id, abc: abc_class?.slice(0, 1), xyz: abc_class?.slice(1) || undefined, q, limit: 1, count: true }, signal)
      return found.total ?? 0
    },
  })
