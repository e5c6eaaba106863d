import { queryOptions } from "@tanstack/react-query"
import { get, post } from "@/api/http"
import type { components } from "@/api/schema"

type Schemas = components["schemas"]

export type Run = Schemas["BacktestView"]
export type Result = Schemas["BacktestResult"]
export type Point = Schemas["FrontierPoint"]
export type Figures = Schemas["PointFigures"]
export type Policy = Schemas["Frontier"]["code"]
export type Return = Schemas["ReturnView"]
export type Assumption = Schemas["Assumption"]
export type Given = Record<string, string>

const path = "/planning/backtests"

export const runsQuery = queryOptions({ queryKey: ["planning", "backtests"], queryFn: ({ signal }) => get<{ items: Run[] }>(path, { limit: 50 }, signal) })
export const resultQuery = (id: number) => queryOptions({ queryKey: ["planning", "backtests", id], queryFn: ({ signal }) => get<Result>(`${path}/${id}/result`, undefined, signal), staleTime: Infinity })
export const returnQuery = (id: number, level: number, given: Given) =>
  queryOptions({ queryKey: ["planning", "backtests", id, "return", level, given], queryFn: () => post<Return>(`${path}/${id}/return`, { service_level: level, ...given }), placeholderData: (before) => before })
export const startRun = (weeks: number) => post<Run>(path, { weeks })
