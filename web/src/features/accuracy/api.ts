import { queryOptions } from "@tanstack/react-query"
import { get } from "@/api/http"
import type { components } from "@/api/schema"
import { classes, groups, measures, spans } from "./choices"

export { classes, groups, measures, spans }
type Schemas = components["schemas"]

export type Span = (typeof spans)[number]
export type Group = (typeof groups)[number]
export type Measure = (typeof measures)[number]
export type Value = Schemas["ValueAdded"]
export type StepValue = Schemas["StepValue"]
export type OverrideValue = Schemas["OverrideValue"]
export type Asked = { days: number; group: Group; location_id?: number; category_id?: number; abc?: string }

export const valueQuery = (asked: Asked) =>
  queryOptions({ queryKey: ["planning", "value", asked], queryFn: ({ signal }) => get<Value>("/planning/value-added", asked, signal), placeholderData: (before) => before })
export const overridesQuery = (location_id: number | undefined) =>
  queryOptions({ queryKey: ["planning", "value", "overrides", location_id ?? null], queryFn: ({ signal }) => get<OverrideValue[]>("/planning/value-added/overrides", { location_id }, signal) })

/** The value of a step by name; null where nothing sold. */
export const valueOf = (steps: StepValue[], step: StepValue["step"], measure: Measure): number | null => steps.find((one) => one.step === step)?.[measure] ?? null
