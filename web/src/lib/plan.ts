import { queryOptions } from "@tanstack/react-query"
import { get, post } from "@/api/http"
import { ApiProblem } from "@/api/problem"
import type { components } from "@/api/schema"

type Schemas = components["schemas"]

export type Named = Schemas["Named"]
export type ProductNamed = Schemas["ProductNamed"]
export type Figures = Record<string, number | string | null>

/** Why a number is what it is, as it was stored with it. */
export type Explanation = Schemas["Explanation"]

export type Run = {
  id: number
  job_id: string | null
  state: "queued" | "running" | "done" | "failed" | "cancelled"
  as_of: string | null
  data_until: string | null
  note: string | null
  finished_at: string | null
  series: number | null
  figures: Figures
}

export type FormulaLine = Schemas["FormulaLine"]
export type ParameterInForce = Schemas["ParameterInForce"]

export type Why = Schemas["ExplainView"]

export type Forecast = Schemas["ForecastView"]

/** The answer, or null where there is nothing yet. */
const orNothing = <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  })

/** The newest finished plan, null before the first one. */
export const latestRunQuery = queryOptions({
  queryKey: ["planning", "latest"],
  queryFn: () => orNothing(get<Run>("/planning/runs/latest")),
  staleTime: 60_000,
})

/** Why a product is, or is not, proposed for a location. */
export const whyQuery = (productId: number, locationId: number) =>
  queryOptions({
    queryKey: ["planning", "why", productId, locationId],
    queryFn: ({ signal }) => get<Why>("/planning/explain", { product_id: productId, location_id: locationId }, signal),
  })

/** What sold and what is expected, at one location or over all, by day, week or month. */
export const forecastQuery = (productId: number, locationId: number | undefined, historyDays: number, step: Forecast["step"] = "day") =>
  queryOptions({
    queryKey: ["planning", "forecast", productId, locationId ?? null, historyDays, step],
    queryFn: ({ signal }) =>
      orNothing(get<Forecast>("/planning/forecasts", { product_id: productId, location_id: locationId, history_days: historyDays, step }, signal)),
  })

/** Asks for a new plan; follow its job with <JobProgress>. */
export const startPlan = () => post<Run>("/planning/runs", {})
