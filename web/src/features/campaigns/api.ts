import { keepPreviousData, queryOptions, useInfiniteQuery, type QueryClient } from "@tanstack/react-query"
import { useMemo } from "react"
import { get, newKey, post, put, request } from "@/api/http"
import type { Page, Schema } from "@/api/types"
import { states } from "./choices"

export const path = "/pricing/campaigns"
export { states }
export const flags = ["discounted", "protected", "loses", "below_cost", "no_cost", "no_rate", "no_price", "no_discount", "beaten"] as const
export const layers = ["cost", "product_minimum", "campaign_minimum", "minimum_margin", "break_even"] as const
export const kinds = ["percentage", "amount", "fixed"] as const
export const scopes = ["all", "products", "categories", "filter"] as const

export type State = (typeof states)[number]
export type Flag = (typeof flags)[number]
export type Layer = (typeof layers)[number]
export type Kind = (typeof kinds)[number]
export type Scope = (typeof scopes)[number]
export type Head = Schema<"CampaignHead">
export type Campaign = Schema<"CampaignView">
export type Body = Schema<"CampaignIn">
export type Preset = Schema<"PresetView">
export type Preview = Schema<"CampaignPreview">
export type Row = Schema<"PreviewRow">
export type Totals = Preview["totals"]
export type DiscountAdvice = Schema<"CampaignDiscount">
export type Results = Schema<"CampaignResults">
export type Channel = { id: number; name: string; currency: string; active: boolean }
export type Ref = { id: number; sku: string; name: string }

export const campaignQuery = (id: number) => queryOptions({ queryKey: ["campaign", id], queryFn: ({ signal }) => get<Campaign>(`${path}/${id}`, undefined, signal) })
/** What came of a campaign; refused while no day of it has sales. */
export const resultsQuery = (id: number) => queryOptions({ queryKey: ["campaign-results", id], queryFn: ({ signal }) => get<Results>(`${path}/${id}/results`, undefined, signal), retry: false })
export const countsQuery = queryOptions({ queryKey: ["campaign-counts"], queryFn: ({ signal }) => get<Schema<"CampaignCounts">>(`${path}/counts`, undefined, signal) })
export const presetsQuery = queryOptions({ queryKey: ["campaign-presets"], queryFn: ({ signal }) => get<Preset[]>(`${path}/presets`, undefined, signal), staleTime: 60 * 60_000 })
export const channelsQuery = queryOptions({
  queryKey: ["options", "/pricing/configurations"],
  queryFn: async ({ signal }) => (await get<Page<Channel>>("/pricing/configurations", { limit: 200, active: true }, signal)).items,
})

export const saveCampaign = (body: Body, old: Campaign | undefined, key: string) =>
  old ? put<Campaign>(`${path}/${old.id}`, body, old.version) : post<Campaign>(path, body, { idempotencyKey: key })
export const switchCampaign = (one: Campaign, is_on: boolean) => post<Campaign>(`${path}/${one.id}/switch`, { is_on }, { version: one.version })
export const endCampaign = (one: Campaign) => post<Campaign>(`${path}/${one.id}/end`, undefined, { version: one.version })
export const switchLayer = (one: Campaign, layer: Layer, is_on: boolean) => post<Campaign>(`${path}/${one.id}/protection`, { layer, is_on }, { version: one.version })

/** What is previewed: a campaign that is kept, or one as it is typed (in place of the one it changes). */
export type Source = { id: number } | { body: Body; inPlaceOf?: number }
export type Narrowing = { configuration_id?: number; flag?: Flag; q?: string; sort?: string }

const pageSize = 100
const queryOf = (source: Source, narrowing: Narrowing) => ({ ...narrowing, ...("body" in source && { in_place_of: source.inPlaceOf }) })
const ask = (source: Source, narrowing: Narrowing, cursor: string | null, signal?: AbortSignal) =>
  "id" in source
    ? get<Preview>(`${path}/${source.id}/preview`, { ...narrowing, cursor, limit: pageSize }, signal)
    : request<Preview>("POST", `${path}/preview`, { body: source.body, query: { ...queryOf(source, narrowing), cursor, limit: pageSize }, signal })

const keyOf = (source: Source, narrowing: Narrowing) => ["campaign-preview", source, narrowing] as const

/** Asks for the first page, so that what the server refuses is known before the review shows. */
export const tryPreview = (client: QueryClient, source: Source) =>
  client.fetchInfiniteQuery({ queryKey: keyOf(source, {}), queryFn: ({ pageParam, signal }) => ask(source, {}, pageParam, signal), initialPageParam: null as string | null })

/** The preview page by page, in the shape that DataTable takes. */
export function usePreview(source: Source, narrowing: Narrowing) {
  const query = useInfiniteQuery({
    queryKey: keyOf(source, narrowing),
    queryFn: ({ pageParam, signal }) => ask(source, narrowing, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const list = {
    rows, total: query.data?.pages[0]?.total ?? null, isLoading: query.isPending, isStale: query.isPlaceholderData, isFetchingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage, onMore: () => void query.fetchNextPage(), error: query.error, onRetry: () => void query.refetch(),
  }
  return { preview: query.data?.pages[0], list }
}

/** Every product that a flag is true of, over all pages: to leave them out together. */
export async function flagged(source: Source, flag: Flag, configuration_id?: number): Promise<Ref[]> {
  const found: Ref[] = []
  let cursor: string | null = null
  do {
    const page: Preview = await ask(source, { flag, configuration_id }, cursor)
    found.push(...page.items.map((row) => row.product))
    cursor = page.next_cursor ?? null
  } while (cursor !== null)
  return found
}

/** The discount that would earn most in a channel, by how demand answered to price. */
export const discountQuery = (body: Body, configuration_id?: number) =>
  queryOptions({
    queryKey: ["campaign-discount", body, configuration_id ?? null], retry: false,
    queryFn: ({ signal }) => request<DiscountAdvice>("POST", `${path}/discount-advice`, { body, query: { configuration_id }, signal }),
  })

/** Where the file of exactly what is shown comes from. */
export const exportOf = (source: Source, narrowing: Narrowing) =>
  "id" in source ? { path: `${path}/${source.id}/preview`, query: narrowing } : { path: `${path}/preview`, query: queryOf(source, narrowing), body: source.body }

/** Marks everything about campaigns as out of date. */
export const campaignsChanged = (client: QueryClient) =>
  Promise.all([["campaign"], ["campaign-counts"], ["campaign-preview"], ["list", path]].map((queryKey) => client.invalidateQueries({ queryKey })))

export { newKey }
