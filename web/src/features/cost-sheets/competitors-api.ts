import { queryOptions } from "@tanstack/react-query"
import { del, get, patch, post } from "@/api/http"
import type { Page, Schema } from "@/api/types"

export const competitorsPath = "/pricing/competitor-prices"
export type CompetitorPrice = Schema<"CompetitorPriceView">
export type CompetitorDraft = { product_id?: number; competitor: string; price: string | null; currency: string; observed_on: string; source: string }

/** Every price seen of a product, the newest first: of all competitors, or of one. */
export const seenQuery = (product_id: number, competitor?: string) =>
  queryOptions({ queryKey: ["competitor-prices", product_id, competitor ?? null], queryFn: async ({ signal }) => (await get<Page<CompetitorPrice>>(competitorsPath, { product_id, competitor, limit: 200 }, signal)).items })

const orNull = (text: string) => text.trim() || null

export const savePrice = (draft: CompetitorDraft, old: CompetitorPrice | null, idempotencyKey: string) => {
  const said = { price: draft.price || "0", currency: orNull(draft.currency), source: orNull(draft.source) }
  return old
    ? patch<CompetitorPrice>(`${competitorsPath}/${old.id}`, said, old.version)
    : post<CompetitorPrice>(competitorsPath, { ...said, product_id: draft.product_id, competitor: draft.competitor, observed_on: orNull(draft.observed_on) }, { idempotencyKey })
}
export const removePrice = (one: CompetitorPrice) => del(`${competitorsPath}/${one.id}`, one.version)
