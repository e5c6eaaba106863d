import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, post } from "@/api/http"
import type { Page, Schema } from "@/api/types"

export const bands = ["5", "10", "15", "25"] as const
export type Band = (typeof bands)[number]
export type Found = Schema<"Recommendations">
export type Item = Schema<"ElasticityView">
export type PriceList = Schema<"ListView">

export const listsQuery = queryOptions({
  queryKey: ["list", "/pricing/price-lists", "to-recommend"],
  queryFn: async ({ signal }) => (await get<Page<PriceList>>("/pricing/price-lists", { active: true, limit: 200 }, signal)).items,
})
export const foundQuery = (asked: { list_id?: number; category_id?: number; band: string }) =>
  queryOptions({ queryKey: ["price-recommendations", asked], queryFn: ({ signal }) => get<Found>("/pricing/recommendations", asked, signal), placeholderData: keepPreviousData })
export const applyAdvice = (list_id: number, band: string, product_ids: number[]) =>
  post<PriceList>("/pricing/recommendations:apply", { list_id, band_percent: Number(band), product_ids })
