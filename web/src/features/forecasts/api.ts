import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { components } from "@/api/schema"
import { ApiProblem } from "@/api/problem"
import type { Level, Step } from "./choices"

export type Totals = components["schemas"]["ForecastTotals"]
export type Item = Totals["items"][number]
export type Bucket = Totals["buckets"][number]

export type Asked = { level: Level; step: Step; location_id?: number; category_id?: number }

/** The forecast of the latest plan at a level and step, with bands; null before the first plan. */
export const totalsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["planning", "totals", asked],
    queryFn: ({ signal }) =>
      get<Totals>("/planning/forecasts/totals", asked, signal).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 404) return null
        throw error
      }),
    placeholderData: keepPreviousData,
  })

/** Whether the first or last day of the forecast cuts the step: its sum is of fewer days than the others'. */
export function isCut(bucket: Bucket, step: Step): boolean {
  if (step === "day") return false
  if (step === "week") return bucket.days < 7
  const [year, month] = bucket.starts_on.split("-").map(Number)
  return bucket.days < new Date(Date.UTC(year ?? 0, month ?? 1, 0)).getUTCDate()
}
