import { queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Schema } from "@/api/types"

export type Elasticity = Schema<"ElasticityView">
export type Advice = Schema<"PriceAdvice">

/** How demand for a product answered to its price, with what that recommends in a channel. */
export const elasticityQuery = (product: number, channel_id?: number) =>
  queryOptions({ queryKey: ["product", product, "/pricing/elasticity", channel_id ?? null], queryFn: ({ signal }) => get<Elasticity>("/pricing/elasticity", { product, channel_id }, signal) })
