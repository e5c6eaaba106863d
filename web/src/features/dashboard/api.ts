import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { Page, Schema } from "@/api/types"
import { grains } from "./choices"

export { grains }
export type Dashboard = Schema<"Dashboard">
export type Tile = Schema<"Tile">
export type Trend = Schema<"Trend">
export type Ranking = Schema<"ProductRanking">
export type ProductFigure = Schema<"ProductFigure">
export type Alert = Schema<"AlertView">

export type Grain = (typeof grains)[number]

/** What the dashboard is asked for; all of it lives in the URL. */
export type Scope = { from?: string; to?: string; location_id?: number }
export type Search = Scope & { grain?: Grain }

export const dashboardQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ["dashboard", scope],
    queryFn: ({ signal }) => get<Dashboard>("/dashboard", { ...scope }, signal),
    placeholderData: keepPreviousData,
  })

/** Sales by week or month; days come with the dashboard itself. */
export const trendQuery = (scope: Scope, grain: Grain) =>
  queryOptions({
    queryKey: ["sales", "trend", scope, grain],
    queryFn: ({ signal }) => get<Trend>("/sales/trend", { ...scope, grain }, signal),
    placeholderData: keepPreviousData,
  })

export const rankingQuery = (scope: Scope, order: "top" | "bottom", category_id?: number) =>
  queryOptions({
    queryKey: ["sales", "products", scope, order, category_id ?? null],
    queryFn: ({ signal }) => get<Ranking>("/sales/top-products", { ...scope, order, category_id, limit: 20 }, signal),
  })

const rowsOf = async (path: string, query: Record<string, string | number>, signal: AbortSignal) =>
  (await get<Page<unknown>>(path, query, signal)).items.length

/** Whether a list has at least so many rows: how the first steps know that they are done. */
export const hasRowsQuery = (path: string, query: Record<string, string> = {}, atLeast = 1) =>
  queryOptions({
    queryKey: ["first-steps", path, query, atLeast],
    queryFn: async ({ signal }) => (await rowsOf(path, { ...query, limit: atLeast }, signal)) >= atLeast,
    staleTime: 15_000,
  })
